import { createApp } from '../app.js';
import { createAbortController } from '../aws/deadline.js';
import type { Config } from '../config/config.js';
import { createLog } from '../log.js';
import { stopSignal } from './stop-signal.js';
import type { ExitCode, Surroundings } from './surroundings.js';

/** Polls and serves until it is told to stop. */
export async function serve(config: Config, { build }: Surroundings): Promise<ExitCode> {
  const log = createLog(config.log, process.stdout);
  const shutdown = createAbortController();
  const app = createApp(config, { build, log, shutdown: shutdown.signal });
  const targets = app.states.all().length;
  log.info({ version: build.version, node: process.version, targets }, 'starting');

  const { host = '', port } = config.web.listenAddress;
  try {
    // An empty host is every address, of IPv6 too where the machine has it.
    const address = await app.server.listen({ host, port });
    log.info({ address }, 'listening');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.fatal({ reason }, 'cannot listen');
    await app.close();
    return 1;
  }

  app.snapshots.changed();
  app.watch.start();

  const signal = await stopSignal();
  log.info({ signal }, 'stopping');
  app.watch.stop();
  shutdown.abort(new Error('the daemon is stopping'));
  await app.close();
  log.info('stopped');
  return 0;
}
