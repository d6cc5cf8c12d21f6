import { type App, createApp } from '../app.js';
import { createAbortController } from '../aws/deadline.js';
import type { Config } from '../config/config.js';
import { followFile } from '../config/follow-file.js';
import { logLibraryWarnings } from '../log/library-warnings.js';
import { createLog } from '../log/log.js';
import { endOfLife, recommendedRelease } from '../node-release.js';
import { formatProblem, type Parsed } from '../yaml/yaml-source.js';
import { openWebAccess } from './open-web-access.js';
import { stopSignal } from './stop-signal.js';
import type { ExitCode, Surroundings } from './surroundings.js';

/** The source of the configuration, from which a reload reads it again. */
export interface ConfigOrigin {
  readonly file: string | undefined;
  readonly load: (running: Config) => Parsed<Config>;
}

/**
 * Polls and serves until it is told to stop. SIGHUP reloads the configuration, where it has an origin. `listening` is told the address.
 */
export async function serve(
  config: Config,
  { build, stderr, process: ownProcess }: Surroundings,
  origin?: ConfigOrigin,
  listening: (app: App, address: string) => void = () => {},
): Promise<ExitCode> {
  const { log, droppedLines } = await createLog(config.log, ownProcess.stdout);
  const printWarningsAgain = logLibraryWarnings(log);
  const web = openWebAccess(config, log);
  if (!web.ok) {
    for (const problem of web.failure) stderr(`${formatProblem(problem)}\n`);
    return 2;
  }
  const { access } = web.value;
  const shutdown = createAbortController();
  const app = createApp(config, { build, log, droppedLines, shutdown: shutdown.signal, access, ...origin });
  if (origin) ownProcess.on('SIGHUP', app.reload);
  const targets = app.states.all().length;
  log.info({ version: build.version, node: process.version, targets }, 'starting');
  const ended = endOfLife(process.version, new Date());
  if (ended !== undefined) {
    log.warn(
      { node: process.version, endOfLife: ended },
      `this release of Node.js gets no more updates; use Node.js ${recommendedRelease}`,
    );
  }

  const { host = '', port } = config.web.listenAddress;
  try {
    // An empty host is every address, of IPv6 too where the machine has it.
    const served = await app.server.listen({ host, port });
    const address = access?.source.isTls ? served.replace('http:', 'https:') : served;
    log.info({ address, users: access?.source.current()?.users.size ?? 0 }, 'listening');
    listening(app, address);
    log.info({ address, http2: false }, access?.source.isTls ? 'TLS is enabled' : 'TLS is disabled');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.fatal({ reason }, 'cannot listen');
    await app.close();
    return 1;
  }

  app.snapshots.changed();
  app.watch.start();
  const { enableAutoReload, autoReloadInterval } = config.config;
  if (enableAutoReload && origin?.file === undefined) log.warn('there is no configuration file to follow');
  const following =
    enableAutoReload && origin?.file !== undefined
      ? followFile(origin.file, autoReloadInterval, () => app.reload('file'))
      : undefined;

  const signal = await stopSignal(ownProcess);
  log.info({ signal }, 'stopping');
  following?.stop();
  app.watch.stop();
  shutdown.abort(new Error('the daemon is stopping'));
  await app.close();
  await web.value.close();
  log.info('stopped');
  printWarningsAgain();
  return 0;
}
