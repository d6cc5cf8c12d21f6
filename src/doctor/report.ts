import type { ProxyByHost } from '../aws/http-connections.js';
import { targetKey } from '../targets/target.js';
import { type SourceId, sourceIds } from '../targets/target-state.js';
import type { CheckedTarget, DoctorView } from '../views/doctor-view.js';
import { placeOf } from '../views/place.js';
import { targetViewOf } from '../views/target-view.js';
import { median } from './call-log.js';
import type { Examination } from './examine-target.js';
import type { Finding } from './finding.js';
import { groupFindings } from './group-findings.js';

export interface Estimates {
  /** Readings of each source in an hour. */
  readonly runsPerHour: ReadonlyMap<SourceId, number>;
  readonly otherCallsPerHour: number;
  readonly series: number;
  seriesOf(examination: Examination): number;
}

/** AWS refuses signatures from 5 minutes on. */
const mostSkewMs = 60_000;

/** The ways by which AWS was reached, and its clock. */
export interface Connections {
  readonly proxies: ProxyByHost;
  /** Milliseconds that AWS's clock was ahead of this machine's, at each answer. */
  readonly clockAheadMs: readonly number[];
}

export function reportOf(
  unordered: readonly Examination[],
  findings: readonly Finding[],
  estimates: Estimates,
  { proxies, clockAheadMs }: Connections,
): DoctorView {
  const examinations = unordered.toSorted((a, b) =>
    targetKey(a.target).localeCompare(targetKey(b.target), 'en'),
  );
  const aheadMs = median(clockAheadMs);
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

function routesOf(proxies: ProxyByHost): Pick<DoctorView, 'routes'> {
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

function targetReport(examination: Examination, estimates: Estimates): CheckedTarget {
  const { target, findings, facts, latencySeconds } = examination;
  const { role } = target;
  const place = { ...placeOf(target), ...(role && { role: role.arn }) };
  const status = findings.find((finding) => !isHarmless(finding))?.reason ?? 'ok';
  if (facts === undefined) return { ...place, status, latencySeconds };
  const { state, callsPerRun } = facts;
  const view = targetViewOf(state);
  const isRead = (wanted: SourceId) =>
    view.sources.some(({ source, lastSuccessAt }) => source === wanted && lastSuccessAt !== undefined);
  const calls = sourceIds.map((id) => (callsPerRun.get(id) ?? 0) * (estimates.runsPerHour.get(id) ?? 0));
  return {
    ...place,
    status,
    latencySeconds,
    jobs: isRead('jobs') ? view.restoreJobs : undefined,
    plans: isRead('plans') ? view.restoreTestingPlans : undefined,
    resources: isRead('resources') ? view.protectedResources : undefined,
    callsPerHour: Math.round(calls.reduce((sum, each) => sum + each, 0) * 10) / 10,
    series: estimates.seriesOf(examination),
  };
}
