import type { Config } from '../config/config.js';
import { checkUp } from '../doctor/check-up.js';
import { formatReport } from '../doctor/format-report.js';
import type { Target } from '../targets/target.js';
import type { ExitCode, Surroundings } from './surroundings.js';

export interface DoctorArguments {
  readonly json: boolean;
  /** An id or a name; every account where it is absent. */
  readonly account?: string;
  readonly region?: string;
  /** Prints the rows of all targets, also of those without a problem. */
  readonly all: boolean;
}

/** The time between two lines of progress on stderr. */
const progressEveryMs = 5000;

/**
 * Checks in every target what the daemon needs; prints what is missing, what to do about it, and the estimated cost.
 */
export async function doctor(
  config: Config,
  { build, stdout, stderr }: Surroundings,
  { json, account, region, all }: DoctorArguments,
): Promise<ExitCode> {
  const progress = { checked: 0, targets: 0 };
  const timer = setInterval(() => {
    const { checked, targets } = progress;
    stderr(targets === 0 ? 'looking for targets\n' : `${checked} of ${targets} targets checked\n`);
  }, progressEveryMs);
  try {
    const report = await checkUp(config, build, {
      isWanted: (target) => isOf(target, account) && (region === undefined || target.region === region),
      progress: (checked, targets) => Object.assign(progress, { checked, targets }),
    });
    if (report.targets.length === 0 && (account ?? region) !== undefined && report.problems.length === 0) {
      stderr(`no target is in ${[account, region].filter((each) => each !== undefined).join(' and ')}\n`);
      return 2;
    }
    stdout(json ? `${JSON.stringify(report, null, 2)}\n` : formatReport(report, all));
    return report.ok ? 0 : 1;
  } finally {
    clearInterval(timer);
  }
}

/** The account of the daemon's own credentials may be the one, while it is not known. */
function isOf({ accountId, accountName }: Target, account: string | undefined): boolean {
  return account === undefined || accountId === '' || accountId === account || accountName === account;
}
