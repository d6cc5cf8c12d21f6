import { type App, createApp } from '../app.js';
import { createAbortController } from '../aws/deadline.js';
import type { Config } from '../config/config.js';
import { followFile } from '../config/follow-file.js';
import type { Subscriber } from '../events.js';
import { createLog } from '../log/log.js';
import { endOfLife, recommendedNodeRelease } from '../node-release.js';
import { formatProblem } from '../problems/problem.js';
import { takeLibraryWarnings } from '../take-library-warnings.js';
import { openWebConfig } from '../web-config/web-config-source.js';
import type { Parsed } from '../yaml/yaml-source.js';
import { stopSignal } from './stop-signal.js';
import type { ExitCode, Surroundings } from './surroundings.js';

/** The source of the configuration, from which a reload reads it again. */
export interface ConfigOrigin {
  readonly file: string | undefined;
  readonly load: (running: Config) => Parsed<Config>;
}

/** Polls and serves until a signal stops it. SIGHUP reloads the configuration, if it has an origin. */
export async function serve(
  config: Config,
  { build, stderr, process: ownProcess }: Surroundings,
  origin?: ConfigOrigin,
  subscriber?: Subscriber,
): Promise<ExitCode> {
  const { configFile } = config.web;
  const web = configFile === undefined ? undefined : openWebConfig(configFile);
  if (web?.ok === false) {
    for (const problem of web.failure) stderr(`${formatProblem(problem)}\n`);
    return 2;
  }
  const shutdown = createAbortController();
  const app = createApp(config, {
    build,
    ...(await createLog(config.log, ownProcess.stdout)),
    shutdown: shutdown.signal,
    webConfig: web?.value,
    subscriber,
    ...origin,
  });
  const printWarningsAgain = takeLibraryWarnings(app.emit);
  if (origin) ownProcess.on('SIGHUP', app.reload);
  app.emit('starting', { version: build.version, node: process.version, targets: app.states.all().length });
  warnOfOldNode(app);
  const isListening = await listen(app, config);
  if (isListening) {
    const following = start(app, config, origin);
    const signal = await stopSignal(ownProcess);
    app.emit('stopping', { signal });
    following?.stop();
    app.watch.stop();
    shutdown.abort(new Error('the daemon is stopping'));
  }
  await app.close();
  if (isListening) app.emit('stopped', {});
  printWarningsAgain();
  return isListening ? 0 : 1;
}

function warnOfOldNode({ emit }: App): void {
  const ended = endOfLife(process.version, new Date());
  if (ended === undefined) return;
  emit('nodeReleaseEnded', { node: process.version, endOfLife: ended, recommended: recommendedNodeRelease });
}

async function listen({ server, access, emit }: App, config: Config): Promise<boolean> {
  const { host = '', port } = config.web.listenAddress;
  try {
    // An empty host is every address, of IPv6 too where the machine has it.
    const served = await server.listen({ host, port });
    const isTls = access?.source.isTls ?? false;
    const address = isTls ? served.replace('http:', 'https:') : served;
    emit('listening', { address, users: access?.source.current()?.users.size ?? 0, isTls });
    return true;
  } catch (error) {
    emit('listeningFailed', { reason: error instanceof Error ? error.message : String(error) });
    return false;
  }
}

function start(app: App, config: Config, origin?: ConfigOrigin): { stop(): void } | undefined {
  app.snapshots.changed();
  app.watch.start();
  const { enableAutoReload, autoReloadInterval } = config.config;
  if (!enableAutoReload) return undefined;
  if (origin?.file !== undefined)
    return followFile(origin.file, autoReloadInterval, () => app.reload('file'));
  app.emit('configurationNotFollowed', {});
  return undefined;
}
