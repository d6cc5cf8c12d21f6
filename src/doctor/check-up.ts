import { createAwsApis } from '../aws/aws-apis.js';
import { createAbortController, startDeadline } from '../aws/deadline.js';
import type { BuildInfo } from '../build-info.js';
import type { Config } from '../config/config.js';
import { createEvents } from '../events.js';
import { needsDiscovery } from '../polling/discover-targets.js';
import { createPoller } from '../polling/poller.js';
import { internalFailure } from '../polling/record-crash.js';
import { awsApiSettings } from '../settings.js';
import { type Target, targetKey } from '../targets/target.js';
import type { DoctorView } from '../views/doctor-view.js';
import { type CallLog, createCallLog } from './call-log.js';
import { estimatesOf } from './estimates.js';
import { type Examination, examineTarget } from './examine-target.js';
import { findTargets, targetsThatListRegions } from './find-targets.js';
import { findingOf } from './finding.js';
import { reportOf } from './report.js';

export interface CheckUpOptions {
  /** Leaves out the other targets. */
  readonly isWanted: (target: Target) => boolean;
  /** Called when the targets are known, and whenever one has been checked. */
  readonly progress: (checked: number, targets: number) => void;
}

/** Tries everything that the configuration makes the daemon do, in every target that is wanted, and changes nothing. */
export async function checkUp(
  config: Config,
  build: BuildInfo,
  { isWanted, progress }: CheckUpOptions,
): Promise<DoctorView> {
  const shutdown = createAbortController().signal;
  const ofProcess = createCallLog();
  const ofTargets = new Map<string, CallLog>();
  const logOf = (target: Target) => {
    const log = ofTargets.get(targetKey(target)) ?? createCallLog();
    ofTargets.set(targetKey(target), log);
    return log;
  };
  const events = createEvents();
  events.subscribe({
    callAttempted(attempt) {
      const log = attempt.target === undefined ? ofProcess : logOf(attempt.target);
      log.add(attempt);
    },
  });
  const apis = createAwsApis(awsApiSettings(config, build), events.emit, shutdown);

  const deadlineMs = config.poll.deadline;
  using deadline = startDeadline(deadlineMs, shutdown);
  const found = await findTargets(apis, config, deadline);
  const { wrong, findings } = found;
  const targets = found.targets.filter(isWanted);
  progress(0, targets.length);
  const discoveryCalls = needsDiscovery(config) ? ofProcess.count() : 0;

  const listing = targetsThatListRegions(config, targets);
  const examinations: Examination[] = [];
  const examined = (examination: Examination) => {
    examinations.push(examination);
    progress(examinations.length, targets.length);
  };
  const examiner = createPoller({
    targets: () => targets,
    async poll(target, within) {
      const finding = wrong.get(target);
      const examination = finding
        ? { target, findings: [finding] }
        : await examineTarget(apis, target, config, listing.has(target), logOf(target), within, shutdown);
      examined(examination);
    },
    crashed(target, error) {
      const finding = findingOf(internalFailure(error), target);
      examined({ target, findings: [finding] });
    },
    isFailing: () => false,
    skipped: () => undefined,
    settings: () => ({ concurrency: config.poll.concurrency, deadlineMs, jitterMs: 0 }),
    shutdown,
  });
  await examiner.tick();
  apis.close();
  const estimates = await estimatesOf(config, build, examinations, discoveryCalls, found.organizationalUnits);
  return reportOf(examinations, findings, estimates, {
    proxies: apis.proxies(),
    clockAheadMs: apis.latestClockAheadMs(),
  });
}
