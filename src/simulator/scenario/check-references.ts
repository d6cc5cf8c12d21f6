import type { z } from 'zod';
import type { Presence } from './scenario-time.js';

interface Placed {
  readonly account?: string | undefined;
  readonly accounts?: readonly string[] | undefined;
  readonly region?: string | undefined;
  readonly regions?: readonly string[] | undefined;
  readonly plan?: string | undefined;
}

interface Named {
  readonly name: string;
}

interface Copied {
  readonly copyOf?: Placed | undefined;
}

interface Restoring {
  readonly resources: readonly Copied[];
}

interface References {
  readonly regions: readonly string[];
  readonly accounts: ReadonlyArray<Named & Pick<Placed, 'regions'> & { readonly id: string }>;
  readonly credentials?: readonly Placed[] | undefined;
  readonly organization?:
    | {
        readonly management: string;
        readonly delegatedAdministrators: readonly string[];
        readonly root: string;
        readonly units: ReadonlyArray<
          Named & Placed & { readonly id: string; readonly parent?: string | undefined }
        >;
        readonly moves: ReadonlyArray<Placed & { readonly unit: string }>;
      }
    | undefined;
  readonly plans: ReadonlyArray<Placed & Named & Presence & Restoring>;
  readonly onDemand: ReadonlyArray<Placed & Named & Restoring>;
  readonly protected: ReadonlyArray<Placed & Copied>;
  readonly incidents: readonly Placed[];
  readonly jobs: readonly Placed[];
  readonly testingPlans: readonly Placed[];
  readonly protectedResources: readonly Placed[];
  readonly faults: readonly Placed[];
}

type Path = Array<string | number>;

interface Mention {
  readonly noun: 'account' | 'Region' | 'plan' | 'unit';
  readonly name: string;
  readonly path: Path;
}

/** Every account, Region and plan that the scenario mentions is one that it declares, once. */
export function checkReferences(scenario: References, context: z.RefinementCtx): void {
  const declared = {
    account: new Set(scenario.accounts.flatMap(({ id, name }) => [id, name])),
    Region: new Set([...scenario.regions, ...scenario.accounts.flatMap(({ regions }) => regions ?? [])]),
    plan: new Set(scenario.plans.map(({ name }) => name)),
    unit: new Set(scenario.organization?.units.map(({ id }) => id)),
  };
  for (const { noun, name, path } of mentionsOf(scenario)) {
    if (declared[noun].has(name)) continue;
    context.addIssue({
      code: 'custom',
      message: `no ${noun} "${name}" in this scenario`,
      path,
      params: { code: 'unknown-reference' },
    });
  }
  const ids = scenario.accounts.map(({ id }) => ({ name: id }));
  const lists = [
    ['accounts', 'id', ids],
    ['accounts', 'name', scenario.accounts.map(({ name }) => ({ name }))],
    ['plans', 'name', scenario.plans],
    ['onDemand', 'name', scenario.onDemand.map(({ name }) => ({ name }))],
  ] as const;
  for (const [list, member, entries] of lists) {
    for (const [index, entry] of entries.entries()) {
      if (!entries.slice(0, index).some((earlier) => areTogether(earlier, entry))) continue;
      const message = `"${entry.name}" is there already`;
      context.addIssue({ code: 'custom', message, path: [list, index, member] });
    }
  }
}

function areTogether(a: Named & Presence, b: Named & Presence): boolean {
  const { NEGATIVE_INFINITY: always, POSITIVE_INFINITY: forever } = Number;
  const overlap = (a.from ?? always) < (b.until ?? forever) && (b.from ?? always) < (a.until ?? forever);
  return a.name === b.name && overlap;
}

function mentionsOf(scenario: References): Mention[] {
  const { organization, credentials } = scenario;
  const lists = { ...scenario, credentials: credentials ?? [] };
  const names = [
    'credentials',
    'plans',
    'onDemand',
    'protected',
    'incidents',
    'jobs',
    'testingPlans',
    'protectedResources',
    'faults',
  ] as const;
  return [
    ...names.flatMap((list) => lists[list].flatMap((entry, index) => placesOf(entry, [list, index]))),
    ...(['plans', 'onDemand'] as const).flatMap((list) =>
      scenario[list].flatMap(({ resources }, index) => copiesOf(resources, [list, index, 'resources'])),
    ),
    ...copiesOf(scenario.protected, ['protected']),
    ...(organization === undefined
      ? []
      : [
          ...one('account', organization.management, ['organization', 'management']),
          ...organization.delegatedAdministrators.flatMap((name, index) =>
            one('account', name, ['organization', 'delegatedAdministrators', index]),
          ),
          ...organization.units.flatMap((unit, index) => {
            const path = ['organization', 'units', index];
            const parent = unit.parent === organization.root ? undefined : unit.parent;
            return [...one('unit', parent, [...path, 'parent']), ...placesOf(unit, path)];
          }),
          ...organization.moves.flatMap((move, index) => {
            const path = ['organization', 'moves', index];
            const unit = move.unit === organization.root ? undefined : move.unit;
            return [...one('unit', unit, [...path, 'unit']), ...placesOf(move, path)];
          }),
        ]),
  ];
}

function copiesOf(resources: readonly Copied[], path: Path): Mention[] {
  return resources.flatMap(({ copyOf }, index) => placesOf(copyOf ?? {}, [...path, index, 'copyOf']));
}

function placesOf(entry: Placed, path: Path): Mention[] {
  const { accounts = [], regions = [] } = entry;
  return [
    ...one('account', entry.account, [...path, 'account']),
    ...one('Region', entry.region, [...path, 'region']),
    ...one('plan', entry.plan, [...path, 'plan']),
    ...accounts.flatMap((name, index) => one('account', name, [...path, 'accounts', index])),
    ...regions.flatMap((name, index) => one('Region', name, [...path, 'regions', index])),
  ];
}

function one(noun: Mention['noun'], name: string | undefined, path: Path): Mention[] {
  return name === undefined ? [] : [{ noun, name, path }];
}
