import type { Routes } from '../aws/http-connections.js';
import { targetKey } from '../targets/target.js';
import { type Source, sources } from '../targets/target-state.js';
import { median } from './call-log.js';
import type { Examination } from './examine-target.js';
import type { Finding, ProblemReason } from './finding.js';
import { groupFindings, type Problem } from './problem.js';

export interface TargetReport {
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  /** Absent for the daemon's own credentials. */
  readonly role?: string | undefined;
  readonly status: 'ok' | ProblemReason;
  readonly latencySeconds?: number | undefined;
  /** The number of restore jobs that AWS lists; absent if they could not be read. */
  readonly jobs?: number | undefined;
  readonly plans?: number | undefined;
  readonly resources?: number | undefined;
  readonly callsPerHour?: number | undefined;
  readonly series?: number | undefined;
}

/** The hosts that were reached in one way: through a proxy, or directly where it has none. */
export interface Route {
  readonly proxy?: string;
  readonly hosts: readonly string[];
}

export interface Report {
  readonly ok: boolean;
  /** All targets, those with a problem first. */
  readonly targets: readonly TargetReport[];
  readonly problems: readonly Problem[];
  /** Absent where every host was reached directly. */
  readonly routes?: readonly Route[];
  /** Seconds that AWS's clock is ahead of this machine's; absent if they agree. */
  readonly clockAheadSeconds?: number | undefined;
  /** Calls to AWS while nothing fails, of all targets and for the credentials and the discovery. */
  readonly callsPerHour: number;
  /** Series of all targets, and those of the daemon itself. */
  readonly series: number;
}

export interface Estimates {
  /** Readings of each source in an hour. */
  readonly runsPerHour: Readonly<Record<Source, number>>;
  readonly otherCallsPerHour: number;
  readonly series: number;
  seriesOf(examination: Examination): number;
}

/** AWS refuses signatures from 5 minutes on. */
const mostSkewMs = 60_000;

export function reportOf(
  unordered: readonly Examination[],
  findings: readonly Finding[],
  estimates: Estimates,
  proxies: Routes = new Map(),
): Report {
  const examinations = unordered.toSorted((a, b) =>
    targetKey(a.target).localeCompare(targetKey(b.target), 'en'),
  );
  const aheadMs = median(examinations.flatMap((each) => each.clockAheadMs));
  const all = [...findings, ...skewFindings(aheadMs), ...examinations.flatMap((each) => each.findings)];
  const targets = examinations.map((each) => targetReport(each, estimates));
  const calls = targets.reduce(
    (sum, { callsPerHour = 0 }) => sum + callsPerHour,
    estimates.otherCallsPerHour,
  );
  return {
    ok: all.every(isHarmless),
    targets: [
      ...targets.filter((each) => each.status !== 'ok'),
      ...targets.filter((each) => each.status === 'ok'),
    ],
    problems: groupFindings(all),
    ...routesOf(proxies),
    ...(aheadMs !== undefined && { clockAheadSeconds: Math.round(aheadMs / 100) / 10 }),
    callsPerHour: Math.ceil(calls),
    series: estimates.series,
  };
}

/** Returns true if the daemon shows the finding without failing. */
function isHarmless({ reason }: Finding): boolean {
  return reason === 'not_supported';
}

function routesOf(proxies: Routes): Pick<Report, 'routes'> {
  const used = new Set(proxies.values());
  if (![...used].some((proxy) => proxy !== undefined)) return {};
  const routes = [...used].map((proxy) => ({
    ...(proxy !== undefined && { proxy }),
    hosts: [...proxies].flatMap(([host, through]) => (through === proxy ? [host] : [])).toSorted(),
  }));
  return { routes };
}

function skewFindings(aheadMs: number | undefined): Finding[] {
  if (aheadMs === undefined || Math.abs(aheadMs) <= mostSkewMs) return [];
  const direction = aheadMs > 0 ? 'behind' : 'ahead of';
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  return [
    { reason: 'clock_skew', message: `The clock of this machine is ${seconds} s ${direction} that of AWS.` },
  ];
}

function targetReport(examination: Examination, estimates: Estimates): TargetReport {
  const { target, findings, facts, latencySeconds } = examination;
  const { accountId, accountName, region, role } = target;
  const isRead = (source: Source) => facts?.state.sources[source]?.lastSuccessAt !== undefined;
  const place = { accountId, accountName, region, ...(role && { role: role.arn }) };
  const status = findings.find((finding) => !isHarmless(finding))?.reason ?? 'ok';
  if (facts === undefined) return { ...place, status, latencySeconds };
  const { state, callsPerRun } = facts;
  const calls = sources.map((source) => (callsPerRun.get(source) ?? 0) * estimates.runsPerHour[source]);
  return {
    ...place,
    status,
    latencySeconds,
    jobs: isRead('jobs') ? state.restores.jobs.size : undefined,
    plans: isRead('plans') ? state.plans.length : undefined,
    resources: isRead('resources') ? state.resources.length : undefined,
    callsPerHour: Math.round(calls.reduce((sum, each) => sum + each, 0) * 10) / 10,
    series: estimates.seriesOf(examination),
  };
}
