import { newestBuckets, type SummaryBucket } from '../restores/restore-job-summary.js';
import type { Source, TargetState } from '../targets/target-state.js';
import { type AccountCoverage, accountCoverage, accountFamilies } from './account-families.js';
import { type CoverageSettings, coverageFamilies } from './coverage-families.js';
import { createTableRenderer } from './exposition.js';
import type { Family, FamilyTable } from './family.js';
import { objectiveFamilies } from './objective-families.js';
import { planFamilies } from './plan-families.js';
import { restoreJobFamilies } from './restore-job-families.js';
import { restoreTestFamilies } from './restore-test-families.js';
import { summaryFamilies } from './summary-families.js';
import { targetFamilies } from './target-families.js';

export interface ExpositionSettings extends CoverageSettings {
  readonly summaries: { readonly period: string; readonly state: string };
  /** What has to be tried before latest tests are shown: it tells which of them are tests of what is tested no more. */
  readonly testsAwait?: readonly Source[];
}

/** Every family that is rendered from what is known of the targets, in the order of the page. */
export function targetTable(settings: ExpositionSettings): FamilyTable<TargetState> {
  const { perResource, objectives, testsAwait = [] } = settings;
  const limit = perResource.enabled ? perResource.limit : Number.POSITIVE_INFINITY;
  return {
    families: [
      ...restoreJobFamilies,
      ...(perResource.enabled ? restoreTestFamilies(limit, objectives).map(onceTried(testsAwait)) : []),
      ...objectiveFamilies(objectives),
      ...planFamilies(),
      ...coverageFamilies(settings),
      ...targetFamilies(limit),
    ],
    place: (state) => state.target,
  };
}

function onceTried(awaited: readonly Source[]) {
  const isTried = ({ sources }: TargetState) => awaited.every((source) => sources[source] !== undefined);
  return (family: Family<TargetState>): Family<TargetState> => ({
    ...family,
    samples: (state) => (isTried(state) ? family.samples(state) : []),
  });
}

/** The families of the summaries, whose rows name accounts and regions of their own. */
export function summaryTable(
  { summaries }: ExpositionSettings,
  accountNames: () => ReadonlyMap<string, string>,
): FamilyTable<SummaryBucket> {
  return {
    families: summaryFamilies(summaries.period, summaries.state),
    place: ({ accountId, region }) => ({
      accountId,
      accountName: accountNames().get(accountId) ?? accountId,
      region,
    }),
  };
}

export const accountTable: FamilyTable<AccountCoverage> = { families: accountFamilies };

/**
 * Renders everything that is known of the targets as exposition text, in parts. `watched` is each account that
 * has targets, also of other shards, with its name.
 */
export function createExposition(
  settings: ExpositionSettings,
  states: () => readonly TargetState[],
  watched: () => ReadonlyMap<string, string> = () => new Map(),
): () => readonly string[] {
  let accountNames: ReadonlyMap<string, string> = new Map();
  const targets = createTableRenderer(targetTable(settings));
  const summaries = createTableRenderer(summaryTable(settings, () => accountNames));
  const accounts = createTableRenderer(accountTable);
  return () => {
    const known = states();
    const own = known.map(({ target }): [string, string] => [target.accountId, target.accountName]);
    accountNames = new Map([...watched(), ...own]);
    return [
      ...targets.render(known),
      ...summaries.render(newestBuckets(ownRowsFirst(known))),
      ...accounts.render(accountCoverage(accountNames.keys(), known)),
    ];
  };
}

/** A target's own endpoint knows its rows best; what other endpoints say of them comes after. */
function ownRowsFirst(states: readonly TargetState[]) {
  const ownRows = states.map(({ target, summaries }) =>
    summaries.filter((row) => row.accountId === target.accountId && row.region === target.region),
  );
  return [...ownRows, ...states.map((state) => state.summaries)];
}
