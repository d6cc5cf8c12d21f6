import type { Config } from '../config/config.js';
import { checkUp } from '../doctor/check-up.js';
import { formatReport } from '../doctor/format-report.js';
import type { ExitCode, Surroundings } from './surroundings.js';

/** Checks in every target what the daemon needs, and tells what is missing and what it will cost. */
export async function doctor(
  config: Config,
  { build, stdout }: Surroundings,
  { json }: { readonly json: boolean },
): Promise<ExitCode> {
  const report = await checkUp(config, build);
  stdout(json ? `${JSON.stringify(report, null, 2)}\n` : formatReport(report));
  return report.ok ? 0 : 1;
}
