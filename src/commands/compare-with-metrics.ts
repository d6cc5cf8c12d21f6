import type { Config } from '../config/config.js';
import { arnPlace } from '../restores/coverage/arn-place.js';
import {
  type Exception,
  fitsLeftover,
  fitsPlan,
  fitsProtected,
  fitsTest,
} from '../restores/coverage/exception.js';
import type { Objective } from '../restores/coverage/objective.js';
import { createObjectiveLookup } from '../restores/coverage/objective-lookup.js';
import type { ResourceCriteria, ResourceFacts } from '../restores/coverage/resource-criteria.js';
import { exceptionsOf, objectivesOf } from '../settings.js';

type Labels = Readonly<Record<string, string>>;
type Kind = 'group' | 'test' | 'resource' | 'leftover' | 'plan';
/** The labels of each thing that is known, by their text. */
type Known = Readonly<Record<Kind, ReadonlyMap<string, Labels>>>;

/** The result of comparing objectives and exceptions with what a daemon shows; both are entries such as `objectives[0] (tier-1)`. */
export interface Comparison {
  /** They fit nothing that the daemon shows. */
  readonly idle: readonly string[];
  /** They ask for what metrics do not show. */
  readonly unjudged: readonly string[];
}

/** Compares a configuration with the exposition of a daemon. */
export function compareWithMetrics(config: Config, exposition: string): Comparison {
  const known = knownFrom(exposition);
  const objectives = objectivesOf(config);
  const judged = objectives.filter(isJudged);
  const holding = holdingObjectives(judged, known);
  const exceptions = exceptionsOf(config);
  const positions = config.exceptions.map(({ name }, position) => entry('exceptions', position, name));
  const fits = exceptions.map((each) => fitsAnything(each, known));
  const entries = objectives.map(({ name }, position) => entry('objectives', position, name));
  return {
    idle: [
      ...entries.filter((_, index) => isJudged(objectives[index] ?? {}) && !holding.has(objectives[index])),
      ...positions.filter((_, index) => isJudged(exceptions[index] ?? {}) && !fits[index]),
    ],
    unjudged: [
      ...entries.filter((_, index) => !isJudged(objectives[index] ?? {})),
      ...positions.filter((_, index) => !isJudged(exceptions[index] ?? {})),
    ],
  };
}

/** Metrics show neither organizational units nor vaults nor all tags. */
function isJudged({ organizationalUnits, vaults, tags }: ResourceCriteria): boolean {
  return [organizationalUnits, vaults, tags].every((each) => each === undefined);
}

function holdingObjectives(
  objectives: readonly Objective[],
  known: Known,
): ReadonlySet<Objective | undefined> {
  const plans = new Set(all(known, 'plan').map(planOf));
  const lookup = createObjectiveLookup(objectives);
  return new Set([
    ...all(known, 'group').map((labels) =>
      planOf(labels) === '' ? undefined : lookup.ofGroup(planOf(labels), typeOf(labels)),
    ),
    ...all(known, 'test').map((labels) => lookup.of(planOf(labels), typeOf(labels), factsOf(labels))),
    ...all(known, 'resource').flatMap((labels) => [
      ...lookup.allOfResource(typeOf(labels), factsOf(labels)).filter(({ plan }) => plan === '*'),
      ...[...plans].map((plan) => lookup.of(plan, typeOf(labels), factsOf(labels))),
    ]),
  ]);
}

function fitsAnything(exception: Exception, known: Known): boolean {
  return (
    all(known, 'test').some((each) => fitsTest(exception, planOf(each), typeOf(each), factsOf(each))) ||
    all(known, 'resource').some((each) => fitsProtected(exception, typeOf(each), factsOf(each))) ||
    all(known, 'plan').some((each) => fitsPlan(exception, planOf(each), factsOf(each))) ||
    all(known, 'leftover').some((each) => {
      const createdResourceArn = each['created_resource_arn'] ?? '';
      const leftover = { plan: planOf(each), resourceType: typeOf(each), createdResourceArn };
      return fitsLeftover(exception, leftover, factsOf(each));
    })
  );
}

function all(known: Known, kind: Kind): readonly Labels[] {
  return [...known[kind].values()];
}

function planOf(labels: Labels): string {
  return labels['restore_testing_plan'] ?? '';
}

function typeOf(labels: Labels): string {
  return labels['resource_type'] ?? '';
}

/** The name of another account than that of the series is not known. */
function factsOf(labels: Labels): ResourceFacts {
  const { resource_arn: arn = '', aws_account_id: seenIn = '', aws_account: name = '' } = labels;
  const { accountId = seenIn, region = labels['aws_region'] ?? '' } = arnPlace(arn);
  const accountName = accountId === seenIn ? name : accountId;
  return { arn, accountId, accountName, region, organizationalUnits: [] };
}

function knownFrom(exposition: string): Known {
  const known = {
    group: new Map(),
    test: new Map(),
    resource: new Map(),
    leftover: new Map(),
    plan: new Map(),
  } satisfies Record<Kind, Map<string, Labels>>;
  for (const [, pairs = ''] of exposition.matchAll(/^\w+\{(.*)\} \S+$/gm)) {
    const labels = labelsOf(pairs);
    const kind = kindOf(labels);
    if (kind === undefined) continue;
    const telling = Object.fromEntries(tellingLabels.map((name) => [name, labels[name] ?? '']));
    known[kind].set(JSON.stringify(telling), telling);
  }
  return known;
}

const tellingLabels = [
  'aws_account_id',
  'aws_account',
  'aws_region',
  'restore_testing_plan',
  'resource_type',
  'resource_arn',
  'created_resource_arn',
];

/** Returns the kind of thing that a series is about, by its labels; undefined for another one. */
function kindOf(labels: Labels): Kind | undefined {
  const has = (name: string) => labels[name] !== undefined;
  if (!has('aws_account_id') || has('proof_account_id')) return undefined;
  if (has('created_resource_arn')) return has('resource_arn') ? 'leftover' : undefined;
  if (has('resource_arn')) return has('restore_testing_plan') ? 'test' : 'resource';
  if (!has('restore_testing_plan')) return undefined;
  return has('resource_type') ? 'group' : 'plan';
}

function labelsOf(pairs: string): Labels {
  const found = pairs.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g);
  return Object.fromEntries(
    Array.from(found, ([, name = '', value = '']) => [
      name,
      value.replaceAll(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped)),
    ]),
  );
}

function entry(list: string, position: number, name: string | undefined): string {
  return `${list}[${position}]${name === undefined ? '' : ` (${name})`}`;
}
