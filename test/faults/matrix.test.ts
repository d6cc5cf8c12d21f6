import { describe, expect, it } from '@jest/globals';
import { type OperationName, operationNames } from '../../src/aws/operations.js';
import { type FaultKind, faultKinds } from '../../src/simulator/faults/fault-rule.js';
import { failureReasons } from '../../src/targets/call-failure.js';
import { targetsOfShard } from '../../src/targets/sharding.js';
import {
  currentFailure,
  type SourceId,
  sourceIds,
  type TargetState,
} from '../../src/targets/target-state.js';
import { type Samples, sum } from '../integration/exposition-lines.js';
import { type AsOf, asOf, memberId, region, roleArn, tagKey, unitId } from './changing-world.js';
import {
  readCell,
  statedCells,
  statedFailures,
  statedResults,
  type Weather,
  weathers,
} from './stated-outcomes.js';
import { hostTroubledDaemons, startTroubledDaemon, type TroubledDaemon } from './troubled-daemon.js';

const regions = [region];
const account = { id: memberId, roleArn };
const member = { accounts: [{ ...account, regions }] };
const everyRegion = { accounts: [{ ...account, regions: 'all' }] };
const organization = {
  organization: { roleName: 'monitor', regions, include: { organizationalUnits: [unitId] } },
};
/** The targets are found, and left to the other shard to read. */
const elsewhere = {
  totalShards: 2,
  shard: targetsOfShard([{ accountId: memberId, accountName: memberId, region }], {
    shard: 0,
    totalShards: 2,
  }).length,
};

/** What has the daemon call an operation, and which sources it then reads: a second one tells that it goes on as ever. */
function occasion(operation: OperationName): {
  readonly config: object;
  readonly sources: readonly SourceId[];
} {
  const { fails, shownBy } = statedFailures[operation] ?? {};
  const isOfCredentials = operation.startsWith('AssumeRole');
  const sources = ['jobs', ...(isOfCredentials ? [] : [fails === 'jobs' ? 'summaries' : fails])];
  const enabled = {
    ...Object.fromEntries(
      ['plans', 'resources', 'summaries'].map((source) => [source, { enabled: sources.includes(source) }]),
    ),
    ...(sources.includes('tags') && { tags: { keys: [tagKey] } }),
  };
  const isOfTargets = shownBy === 'target_up';
  if (isOfTargets) return { config: { ...member, ...enabled }, sources: sourcesOf(sources) };
  const watched = operation === 'ListRegions' ? everyRegion : organization;
  return { config: { ...watched, ...enabled, sharding: elsewhere }, sources: [] };
}

function sourcesOf(names: readonly unknown[]): SourceId[] {
  return sourceIds.filter((source) => names.includes(source));
}

hostTroubledDaemons();

describe('docs/faults.md', () => {
  it('has a cell for every operation under every fault, and no other', () => {
    expect(Object.keys(statedCells).toSorted()).toEqual(operationNames.toSorted());
    for (const [operation, cells] of Object.entries(statedCells)) {
      expect([operation, ...Object.keys(cells)]).toEqual([operation, ...faultKinds]);
    }
    expect(Object.keys(statedFailures).toSorted()).toEqual(operationNames.toSorted());
  });

  it('has an outcome that it explains in each cell, with a reason where something can fail', () => {
    const cells = Object.values(statedCells).flatMap((each) => Object.values(each));
    const wrong = cells.filter((cell) => {
      const { outcome, reason } = readCell(cell);
      const results = weathers.map((weather) => statedResults[outcome]?.[weather].result);
      const isReason = failureReasons.some((each) => each === reason);
      return results.includes(undefined) || isReason !== results.includes('fails');
    });
    expect(wrong).toEqual([]);
  });
});

describe.each(operationNames)('%s', (operation) => {
  it.each(weathers)('does under every fault what docs/faults.md says: %s', async (weather) => {
    const stated = Object.fromEntries(faultKinds.map((kind) => [kind, expected(operation, kind, weather)]));
    expect(await observeAll(operation, weather)).toEqual(stated);
  });
});

async function observeAll(operation: OperationName, weather: Weather): Promise<Record<string, string>> {
  const { config } = occasion(operation);
  const attempts = weather === 'Lasting, 1 attempt' ? 1 : 3;
  const start = () =>
    startTroubledDaemon(2 * faultKinds.length + 1, {
      config,
      attempts,
      endsSessions: operation.startsWith('AssumeRole'),
      hasWebIdentity: operation === 'AssumeRoleWithWebIdentity',
    });
  const observed: Record<string, string> = {};
  let daemon = await start();
  await daemon.poll([]);
  for (const kind of faultKinds) {
    const { outcome } = readCell(statedCells[operation]?.[kind] ?? '');
    observed[kind] = await observe(daemon, operation, kind, weather);
    if (outcome === 'gone' || outcome === 'unknown') {
      await daemon.close();
      daemon = await start();
      await daemon.poll([]);
    }
  }
  await daemon.close();
  return observed;
}

async function observe(
  daemon: TroubledDaemon,
  operation: OperationName,
  kind: FaultKind,
  weather: Weather,
): Promise<string> {
  const { sources } = occasion(operation);
  const hits = kind === 'repeated-token' ? 2 : 1;
  const before = await counts(daemon, operation);
  await daemon.poll([{ kind, operation, delay: '5ms', ...(weather.startsWith('Once') && { times: hits }) }]);
  const after = await counts(daemon, operation);
  const during = daemon.scrape();
  const failure = failureOf(daemon, operation);
  const underFault = {
    failure,
    retries: retriesPerCall(before, after, failure !== undefined),
    up: await upOf(daemon, during, operation),
    reasons: reasonsOf(during),
    kept: notOfNow(daemon, sources),
  };
  await daemon.poll([]);
  return inWords({ ...underFault, next: await nextPoll(daemon, operation, sources) });
}

function onlyState({ app }: TroubledDaemon): TargetState {
  const [state, ...others] = app.states.all();
  if (state === undefined || others.length > 0) throw new Error('expected one target');
  return state;
}

function failureOf(daemon: TroubledDaemon, operation: OperationName): string | undefined {
  const failure =
    statedFailures[operation]?.shownBy === 'discovery_up'
      ? daemon.app.watch.discovery()?.failure
      : currentFailure(onlyState(daemon));
  return failure && `${failure.operation}: ${failure.reason}`;
}

async function upOf(daemon: TroubledDaemon, samples: Samples, operation: OperationName): Promise<number> {
  const name = `restore_test_monitor_${statedFailures[operation]?.shownBy}`;
  return sum(samples, name) + (await ownMetric(daemon, name, {}));
}

function reasonsOf(samples: Samples): string[] {
  return [...samples]
    .filter(
      ([series, value]) => series.startsWith('restore_test_monitor_target_failure_reason{') && value === 1,
    )
    .map(([series]) => /reason="(\w+)"/.exec(series)?.[1] ?? '');
}

interface Counts {
  readonly failures: number;
  readonly retries: number;
}

async function counts(daemon: TroubledDaemon, operation: OperationName): Promise<Counts> {
  const count = (name: string) =>
    ownMetric(daemon, `restore_test_monitor_aws_request_${name}_total`, { operation });
  return { failures: await count('failures'), retries: await count('retries') };
}

function retriesPerCall(before: Counts, after: Counts, hasFailed: boolean): number {
  const retries = after.retries - before.retries;
  const calls = hasFailed ? after.failures - before.failures - retries : 1;
  return retries / calls;
}

/** The sum of one of the daemon's own metrics; all of them together take longer than a poll. */
async function ownMetric(
  { app }: TroubledDaemon,
  name: string,
  labels: Readonly<Record<string, string>>,
): Promise<number> {
  const metric = await app.selfMetrics.registry.getSingleMetric(name)?.get();
  return (metric?.values ?? [])
    .filter((each) => Object.entries(labels).every(([label, value]) => each.labels[label] === value))
    .reduce((total, { value }) => total + value, 0);
}

/** Those parts of what the sources tell that are not as of this minute. */
function notOfNow(daemon: TroubledDaemon, sources: readonly SourceId[]): string[] {
  if (sources.length === 0) {
    const targets = daemon.app.watch.targets();
    if (targets.length !== 1) throw new Error(`${targets.length} targets`);
    const isOfNow = daemon.app.watch.discovery()?.lastSuccessAt?.getTime() === nowMs(daemon);
    return isOfNow ? [] : ['targets'];
  }
  const parts: ReadonlyArray<readonly [SourceId, keyof AsOf]> = [
    ['jobs', 'listedJobs'],
    ['jobs', 'olderJobs'],
    ['plans', 'plans'],
    ['plans', 'selections'],
    ['plans', 'recoveryPoints'],
    ['resources', 'resources'],
    ['resources', 'descriptions'],
    ['summaries', 'summaries'],
    ['tags', 'tags'],
  ];
  const known = asOf(onlyState(daemon), daemon.startMs);
  return parts
    .filter(([source, part]) => sources.includes(source) && known[part] !== daemon.minute())
    .map(([, part]) => (known[part] === 'none' ? `no ${part}` : part));
}

function nowMs(daemon: TroubledDaemon): number {
  return daemon.startMs + daemon.minute() * 60_000;
}

/** One cell: what a poll under a fault, and the next one without it, came to. */
function inWords(cell: {
  readonly failure: string | undefined;
  readonly retries: number;
  readonly up: number;
  readonly reasons: readonly string[];
  readonly kept: readonly string[];
  readonly next: string;
}): string {
  const outcome = cell.failure === undefined ? 'reads' : `fails with ${cell.failure}`;
  const shown = `up is ${cell.up}, reasons are ${cell.reasons.join(', ') || 'none'}`;
  return `${outcome} after ${cell.retries} retries; ${shown}; not as of now: ${cell.kept.join(', ') || 'nothing'}; then ${cell.next}`;
}

async function nextPoll(
  daemon: TroubledDaemon,
  operation: OperationName,
  sources: readonly SourceId[],
): Promise<string> {
  const samples = daemon.scrape();
  const stale = notOfNow(daemon, sources);
  const failure = failureOf(daemon, operation);
  if (
    failure !== undefined ||
    (await upOf(daemon, samples, operation)) !== 1 ||
    reasonsOf(samples).length > 0
  ) {
    return `fails: ${failure}`;
  }
  return stale.length === 0 ? 'reads' : `reads all but ${stale.join(', ')}`;
}

/** What `gone` leaves out or does not renew, and what of it comes back. */
const gone: Partial<Record<OperationName, { readonly kept: string[]; readonly next: string }>> = {
  DescribeRestoreJob: { kept: ['olderJobs'], next: 'reads' },
  ListRestoreTestingSelections: { kept: ['plans', 'selections', 'recoveryPoints'], next: 'reads' },
  GetRestoreTestingPlan: { kept: ['recoveryPoints'], next: 'reads' },
  GetRestoreTestingSelection: { kept: ['selections'], next: 'reads' },
  DescribeProtectedResource: { kept: ['descriptions'], next: 'reads' },
};

function expected(operation: OperationName, kind: FaultKind, weather: Weather): string {
  const { outcome, reason = '' } = readCell(statedCells[operation]?.[kind] ?? '');
  const { result, retries } = statedResults[outcome]?.[weather] ?? { result: 'read', retries: Number.NaN };
  const { kept = [], shownBy } = statedFailures[operation] ?? {};
  const read = { failure: undefined, retries, up: 1, reasons: [], kept: [], next: 'reads' };
  if (result === 'read') return inWords(read);
  if (result === 'gone') return inWords({ ...read, ...gone[operation] });
  if (result === 'missing') return inWords({ ...read, kept });
  if (result === 'unknown') return inWords({ ...read, next: 'reads all but olderJobs' });
  const reasons = shownBy === 'target_up' ? [reason] : [];
  return inWords({ ...read, failure: `${operation}: ${reason}`, up: 0, reasons, kept });
}
