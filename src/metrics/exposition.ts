import type { Exception } from '../restores/coverage/exception.js';
import {
  newestBuckets,
  type SummaryBucket,
  type SummaryReading,
} from '../restores/jobs/restore-job-summary.js';
import { type AcceptedGaps, createAcceptedGaps } from '../targets/accepted-gaps.js';
import {
  type ApplicationSettings,
  type ApplicationStatus,
  createApplications,
  noApplications,
} from '../targets/application-status.js';
import { type AwaitedSource, isSettled } from '../targets/awaited-source.js';
import type { CallFailure } from '../targets/call-failure.js';
import { idleCriteria } from '../targets/idle-criteria.js';
import type { UnitsByAccount } from '../targets/known-lists.js';
import { createProofIndex, type ProofIndex } from '../targets/proof-index.js';
import { type Target, targetKey } from '../targets/target.js';
import { isHeard, newTargetState, recordFailure, type TargetState } from '../targets/target-state.js';
import { type AccountCoverage, accountCoverage, accountFamilies } from './account-families.js';
import { applicationFamilies } from './application-families.js';
import { type CoverageSettings, coverageFamilies } from './coverage-families.js';
import {
  acceptedPlanFamilies,
  acceptedResourceFamilies,
  acceptedTestFamilies,
  type ExceptionStatus,
  exceptionFamilies,
} from './exception-families.js';
import type { Family, FamilyTable } from './family.js';
import { leftoverFamilies } from './leftover-families.js';
import { objectiveFamilies } from './objective-families.js';
import { planFamilies } from './plan-families.js';
import { recoveryPointFamilies } from './recovery-point-families.js';
import { restoreJobFamilies } from './restore-job-families.js';
import { restoreTestFamilies } from './restore-test-families.js';
import { summaryFamilies } from './summary-families.js';
import { createTableRenderer, type TableRenderer } from './table-renderer.js';
import { targetFamilies } from './target-families.js';
import { unlistedTestFamilies } from './unlisted-test-families.js';

export interface ExpositionSettings extends CoverageSettings {
  readonly exceptions?: readonly Exception[];
  readonly applications?: ApplicationSettings;
  readonly summaries: { readonly period: string; readonly state: string };
  /**
   * The sources to know or to try before the latest tests are shown: without them, tests of resources that are no longer tested
   * look current.
   */
  readonly testsAwait?: readonly AwaitedSource[];
  /** The tags, if objectives, exceptions or applications ask for some: without them, other objectives look as if they held. */
  readonly objectivesAwait?: AwaitedSource | undefined;
}

/** Every family that is rendered from what is known of the targets, in the order of the page. */
export function targetTable(
  settings: ExpositionSettings,
  index: ProofIndex = createProofIndex(settings.objectives, settings.objectivesAwait),
  gaps: AcceptedGaps = createAcceptedGaps(settings.exceptions ?? [], index),
): FamilyTable<TargetState> {
  const { perResource, testsAwait = [] } = settings;
  const limit = perResource.enabled ? perResource.limit : Number.POSITIVE_INFINITY;
  const onceJudged = shownWhere(index.knowsObjectives);
  const latestTests = [
    ...(perResource.enabled ? restoreTestFamilies(limit, index).map(onceJudged) : []),
    ...unlistedTestFamilies(perResource.enabled ? limit : 0),
  ];
  return {
    families: [
      ...restoreJobFamilies,
      ...latestTests.map(onceHeard(testsAwait)),
      ...(perResource.enabled ? leftoverFamilies(limit) : []),
      ...objectiveFamilies(index).map(onceJudged),
      ...planFamilies(),
      ...recoveryPointFamilies,
      ...coverageFamilies(settings, index).map(onceJudged),
      ...(perResource.enabled ? acceptedTestFamilies(limit, gaps).map(onceHeard(testsAwait)) : []),
      ...(perResource.enabled ? acceptedResourceFamilies(limit, index, gaps) : []),
      ...acceptedPlanFamilies(gaps),
      ...targetFamilies(limit),
    ],
    place: (state) => state.target,
    version: index.versionOf,
  };
}

function onceHeard(awaited: readonly AwaitedSource[]) {
  return shownWhere((state) => areHeard(state, awaited));
}

/** Holds the samples of families back where they cannot be shown yet. */
function shownWhere(canShow: (state: TargetState) => boolean) {
  return (family: Family<TargetState>): Family<TargetState> => ({
    ...family,
    samples: (state) => (canShow(state) ? family.samples(state) : []),
  });
}

function areHeard(state: TargetState, awaited: readonly AwaitedSource[]): boolean {
  return awaited.every((source) => isSettled(state, source));
}

/** Returns true once every source of every target was tried or is known from before. */
function isWhole(states: readonly TargetState[], settings: ExpositionSettings): boolean {
  const { testsAwait = [], objectivesAwait } = settings;
  const awaited = [...testsAwait, ...(objectivesAwait ? [objectivesAwait] : [])];
  return states.length > 0 && states.every((state) => isHeard(state, 'jobs') && areHeard(state, awaited));
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

export const applicationTable: FamilyTable<ApplicationStatus> = { families: applicationFamilies };

/** The accounts that have targets, also of other shards. */
export interface WatchedAccounts {
  /** By their ids. */
  readonly names: ReadonlyMap<string, string>;
  readonly organizationalUnits?: UnitsByAccount | undefined;
}

export const exceptionTable: FamilyTable<ExceptionStatus> = { families: exceptionFamilies };

/** Returns the failure of a target whose metrics could not be rendered because of `error`. */
export type RenderingFailure = (target: Target, error: unknown) => CallFailure;

/**
 * Renders everything that is known of the targets as exposition text, in parts. A target whose metrics cannot be
 * rendered keeps those that were rendered last, and shows `failureOf` as its failure. `foundIdle` is called once everything
 * was read, with the objectives and exceptions that nothing known fits.
 */
export function createExposition(
  settings: ExpositionSettings,
  states: () => readonly TargetState[],
  watched: () => WatchedAccounts = () => ({ names: new Map() }),
  failureOf: RenderingFailure = (_, error) => {
    throw error;
  },
  foundIdle: (entries: readonly string[]) => void = () => undefined,
): () => readonly string[] {
  let accountNames: ReadonlyMap<string, string> = new Map();
  const index = createProofIndex(settings.objectives, settings.objectivesAwait);
  const gaps = createAcceptedGaps(settings.exceptions ?? [], index);
  const targets = createTableRenderer(targetTable(settings, index, gaps));
  const summaries = createTableRenderer(summaryTable(settings, () => accountNames));
  const accounts = createTableRenderer(accountTable);
  const overview = createOverview(settings, index, gaps, foundIdle);
  const presentable = createPresentation(targets, failureOf);
  return () => {
    const { names, organizationalUnits } = watched();
    index.follow(states(), organizationalUnits);
    const known = presentable(states());
    const own = known.map(({ target }): [string, string] => [target.accountId, target.accountName]);
    accountNames = new Map([...names, ...own]);
    return [
      ...targets.render(known),
      ...summaries.render(newestBuckets(known.map(summaryReading))),
      ...accounts.render(accountCoverage(accountNames.keys(), known)),
      ...overview(known),
    ];
  };
}

/** Renders what follows from all targets together, as soon as each was read or tried. */
function createOverview(
  settings: ExpositionSettings,
  index: ProofIndex,
  gaps: AcceptedGaps,
  foundIdle: (entries: readonly string[]) => void,
): (known: readonly TargetState[]) => readonly string[] {
  const { objectives, exceptions = [], applications = noApplications } = settings;
  const ofExceptions = createTableRenderer(exceptionTable);
  const ofApplications = createTableRenderer(applicationTable);
  const applicationsIn = createApplications(applications, index);
  let isJudged = false;
  return (known) => {
    const areAllRead = isWhole(known, settings);
    if (areAllRead && !isJudged) {
      isJudged = true;
      foundIdle(idleCriteria({ objectives, exceptions }, known, index, gaps));
    }
    const matches = areAllRead ? gaps.matches(known) : undefined;
    return [
      ...ofExceptions.render(
        exceptions.map((exception) => ({ exception, matches: matches?.get(exception) })),
      ),
      ...ofApplications.render(areAllRead ? applicationsIn(known) : []),
    ];
  };
}

/** Returns the states as they can be rendered. */
function createPresentation(renderer: TableRenderer<TargetState>, failureOf: RenderingFailure) {
  const instead = new WeakMap<TargetState, TargetState>();
  let shown: ReadonlyMap<string, TargetState> = new Map();

  function presentable(state: TargetState): TargetState {
    try {
      renderer.prepare(state);
      return state;
    } catch (error) {
      const { target, asOf } = state;
      const last = shown.get(targetKey(target)) ?? { ...newTargetState(target), asOf };
      const failure = failureOf(target, error);
      return recordFailure(last, 'jobs', { at: asOf, durationSeconds: 0, failure }).state;
    }
  }

  function once(state: TargetState): TargetState {
    const known = instead.get(state) ?? presentable(state);
    if (known !== state) instead.set(state, known);
    return known;
  }

  return (states: readonly TargetState[]) => {
    const presented = states.map(once);
    shown = new Map(presented.map((state) => [targetKey(state.target), state]));
    return presented;
  };
}

function summaryReading({ target, summaries, knownAt, asOf }: TargetState): SummaryReading {
  const { accountId, region } = target;
  return { accountId, region, rows: summaries, readAt: knownAt.summaries ?? asOf };
}
