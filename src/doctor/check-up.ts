import { createAwsSessions } from '../aws/create-sessions.js';
import { createAbortController, startDeadline } from '../aws/deadline.js';
import type { BuildInfo } from '../build-info.js';
import type { Config } from '../config/config.js';
import { needsDiscovery } from '../polling/discover-targets.js';
import { createPoller } from '../polling/poller.js';
import { internalFailure } from '../polling/record-crash.js';
import { isReadOf } from '../polling/source-pollers.js';
import { sessionSettings } from '../settings.js';
import { type Target, targetKey } from '../targets/target.js';
import { sources } from '../targets/target-state.js';
import { type CallLog, createCallLog } from './call-log.js';
import { estimatesOf } from './estimates.js';
import { type Examination, type ExaminationSettings, examineTarget } from './examine-target.js';
import { findTargets, targetsThatListRegions } from './find-targets.js';
import { findingOf } from './finding.js';
import { type Report, reportOf } from './report.js';

/** Tries everything that the configuration makes the daemon do, in every target, and changes nothing. */
export async function checkUp(config: Config, build: BuildInfo): Promise<Report> {
  const shutdown = createAbortController().signal;
  const ofProcess = createCallLog();
  const ofTargets = new Map<string, CallLog>();
  const logOf = (target: Target) => {
    const log = ofTargets.get(targetKey(target)) ?? createCallLog();
    ofTargets.set(targetKey(target), log);
    return log;
  };
  const sessions = createAwsSessions(
    sessionSettings(config, build),
    (target) => (target ? logOf(target) : ofProcess),
    shutdown,
  );

  const deadlineMs = config.poll.deadline;
  using deadline = startDeadline(deadlineMs, shutdown);
  const { targets, wrong, findings } = await findTargets(sessions, config, deadline);
  const discoveryCalls = needsDiscovery(config) ? ofProcess.count() : 0;

  const settings = examinationSettings(config, shutdown);
  const listing = targetsThatListRegions(config, targets);
  const examinations: Examination[] = [];
  const examiner = createPoller({
    targets: () => targets,
    async poll(target, within) {
      const finding = wrong.get(target);
      const examination = finding
        ? { target, findings: [finding], clockAheadMs: [] }
        : await examineTarget(
            sessions,
            target,
            { ...settings, sources: sources.filter((source) => isReadOf(config, source, target)) },
            listing.has(target),
            logOf(target),
            within,
          );
      examinations.push(examination);
    },
    crashed(target, error) {
      const finding = findingOf(internalFailure(error), target);
      examinations.push({ target, findings: [finding], clockAheadMs: [] });
    },
    isFailing: () => false,
    skipped: () => undefined,
    settings: () => ({ concurrency: config.poll.concurrency, deadlineMs, jitterMs: 0 }),
    shutdown,
  });
  await examiner.tick();
  sessions.close();
  const estimates = await estimatesOf(config, build, examinations, discoveryCalls);
  return reportOf(examinations, findings, estimates, sessions.routes());
}

function examinationSettings(config: Config, shutdown: AbortSignal): Omit<ExaminationSettings, 'sources'> {
  const { resources, summaries } = config;
  return {
    summaries,
    describesResources: resources.describeLimit > 0,
    partition: config.partition,
    globalRegion: config.globalRegion,
    lookbackMs: config.lookback,
    relistIntervalMs: config.poll.relistInterval,
    retentionMs: config.metrics.retention,
    deadlineMs: config.poll.deadline,
    shutdown,
  };
}
