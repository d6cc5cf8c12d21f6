import { createApp } from '../app.js';
import { createAbortController } from '../aws/deadline.js';
import type { Config } from '../config/config.js';
import { createLog } from '../log/log.js';
import { currentFailure } from '../targets/target-state.js';
import type { ExitCode, Surroundings } from './surroundings.js';

/**
 * Polls every target once and prints what is known of them; fails where a target could not be read. The
 * metrics of the process are left out, so that node_exporter's textfile collector can take the output.
 */
export async function once(
  config: Config,
  { build, stdout, process: ownProcess }: Surroundings,
): Promise<ExitCode> {
  const { log } = await createLog(config.log, ownProcess.stderr);
  const app = createApp(config, { build, log, shutdown: createAbortController().signal });
  await app.watch.pollOnce();
  stdout(app.render().join(''));
  await app.close();
  const failures = [app.watch.discovery()?.failure, ...app.states.all().map(currentFailure)];
  return failures.some((failure) => failure !== undefined) ? 1 : 0;
}
