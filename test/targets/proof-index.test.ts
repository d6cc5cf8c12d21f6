import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { ResourceProof } from '../../src/restores/coverage/coverage.js';
import type { Objective } from '../../src/restores/coverage/objective.js';
import type { ProtectedResource } from '../../src/restores/plans/restore-testing-plan.js';
import type { UnitsByAccount } from '../../src/targets/known-lists.js';
import { createProofIndex, type ProofIndex } from '../../src/targets/proof-index.js';
import type { Target } from '../../src/targets/target.js';
import {
  newTargetState,
  recordFailure,
  recordJobsReading,
  recordResourcesReading,
  recordTagsReading,
  type TargetState,
} from '../../src/targets/target-state.js';
import { aRestoreTest, dayMs, hourMs, later, monday } from '../restores/a-restore-job.js';

const at = later(monday, dayMs);
const reading = { at, durationSeconds: 1 };
const limits = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
const region = 'eu-central-1';
const production: Target = { accountId: '111122223333', accountName: 'production', region };
const elsewhere: Target = { ...production, region: 'eu-west-1' };
const recovery: Target = { accountId: '222233334444', accountName: 'recovery', region };
const bunker: Target = { accountId: '333344445555', accountName: 'bunker', region };

const orders = 'arn:aws:rds:eu-central-1:111122223333:db:orders';
const bucket = 'arn:aws:s3:::documents';
const provenAt = later(monday, hourMs);

const noResources = { resources: [], lastRestores: new Map() };

function listing(state: TargetState, arns: readonly string[], resourceType = 'RDS'): TargetState {
  const resources = arns.map((arn): ProtectedResource => ({ arn, resourceType }));
  return recordResourcesReading(state, reading, { resources, lastRestores: new Map() }).state;
}

function testing(state: TargetState, arns: readonly string[], createdAt = monday): TargetState {
  const { accountId, region: place } = state.target;
  const jobs = arns.map((sourceResourceArn) =>
    aRestoreTest({
      id: `${sourceResourceArn} ${createdAt.getTime()}`,
      sourceResourceArn,
      createdAt,
      validation: 'SUCCESSFUL',
      backupVaultArn: `arn:aws:backup:${place}:${accountId}:backup-vault:Default`,
    }),
  );
  return recordJobsReading(state, reading, { jobs, gone: [], listedAt: at }, limits).state;
}

function tagging(state: TargetState, arns: readonly string[], tier: string): TargetState {
  const rows = arns.map((arn) => ({ arn, tags: new Map([['tier', tier]]) }));
  return recordTagsReading(state, { ...reading, rule: { readings: 0, durationMs: 0 } }, rows).state;
}

const aTier: Objective = { plan: '*', resourceType: '*', requiresValidation: false, accepts: [] };
const tiers: readonly Objective[] = [
  { ...aTier, name: 'tier-1', tags: [{ key: 'tier', value: '1' }] },
  { ...aTier, name: 'tagged', tags: [{ key: 'tier' }] },
  { ...aTier, name: 'untagged' },
];

/** The objective of each test in a target. */
function tiersIn(state: TargetState, index: ProofIndex): Record<string, string | undefined> {
  const tests = [...state.restores.latestTests.values()];
  return Object.fromEntries(tests.map((test) => [test.resourceArn, index.objectiveOf(state, test)?.name]));
}

function aTarget(target: Target, listed: readonly string[], tested: readonly string[] = []): TargetState {
  return testing(listing(newTargetState(target), listed), tested);
}

function aProof(target: Target, fields: Partial<ResourceProof> = {}): ResourceProof {
  const { accountId, accountName, region: place } = target;
  const vaultArn = `arn:aws:backup:${place}:${accountId}:backup-vault:Default`;
  return {
    accountId,
    accountName,
    region: place,
    vaultArn,
    at: provenAt,
    copy: 'own',
    isCounted: true,
    ...fields,
  };
}

function anIndex(
  states: readonly TargetState[],
  objectives: readonly Objective[] = [],
  units: UnitsByAccount = new Map(),
) {
  const index = createProofIndex(objectives);
  index.follow(states, units);
  return index;
}

/** By name and region of the target that counts it: each resource, when it was last tested, and where. */
function countedBy(states: readonly TargetState[], objectives: readonly Objective[] = []) {
  const index = anIndex(states, objectives);
  return Object.fromEntries(
    states.flatMap((state) =>
      index
        .coverageOf(state)
        .map(({ arn, lastTestAt, proofs }) => [
          `${arn} in ${state.target.accountName} ${state.target.region}`,
          { lastTestAt, proofs },
        ]),
    ),
  );
}

const unasked = { name: undefined, asked: { name: undefined, intervalMs: undefined } };
const untested = { lastTestAt: undefined, proofs: [] };
const provenInRecovery = {
  lastTestAt: provenAt,
  proofs: [aProof(recovery, { copy: 'other_account' })],
};

describe('a database that is tested in a recovery account', () => {
  it.each([
    ['lists it, too', [orders]],
    ['does not list it', []],
  ])('is counted once, by its owner, where the recovery account %s', (_, listed) => {
    const states = [aTarget(recovery, listed, [orders]), aTarget(production, [orders])];
    expect(countedBy(states)).toEqual({ [`${orders} in production eu-central-1`]: provenInRecovery });
    expect(states.flatMap(anIndex(states).strayProofs)).toEqual([]);
  });

  it('is not tested where its objective counts tests of its own backups only', () => {
    const own: Objective = {
      plan: '*',
      resourceType: '*',
      requiresValidation: false,
      accepts: [],
      provenIn: 'own',
    };
    const states = [aTarget(recovery, [orders], [orders]), aTarget(production, [orders])];
    expect(countedBy(states, [own])).toEqual({
      [`${orders} in production eu-central-1`]: {
        lastTestAt: undefined,
        proofs: [aProof(recovery, { copy: 'other_account', isCounted: false })],
      },
    });
  });

  it('has a proof of each place, of which the newest counts', () => {
    const states = [
      aTarget(production, [orders], [orders]),
      testing(aTarget(recovery, []), [orders], later(monday, 2 * hourMs)),
      aTarget(elsewhere, [], [orders]),
    ];
    expect(countedBy(states)).toEqual({
      [`${orders} in production eu-central-1`]: {
        lastTestAt: later(monday, 3 * hourMs),
        proofs: [
          aProof(recovery, { copy: 'other_account', at: later(monday, 3 * hourMs) }),
          aProof(production),
          aProof(elsewhere, { copy: 'other_region' }),
        ],
      },
    });
  });
});

describe('a copy whose owner', () => {
  it('does not list it is counted by the account that holds it', () => {
    const states = [aTarget(production, []), aTarget(recovery, [orders], [orders])];
    expect(countedBy(states)).toEqual({ [`${orders} in recovery eu-central-1`]: provenInRecovery });
  });

  it('is not watched is counted by one of the accounts that hold it', () => {
    const states = [aTarget(bunker, [orders]), aTarget(recovery, [orders], [orders])];
    expect(countedBy(states)).toEqual({ [`${orders} in recovery eu-central-1`]: provenInRecovery });
    expect(countedBy(states.toReversed())).toEqual(countedBy(states));
  });

  it('lists it in another region than that of the resource is counted in the region that lists it', () => {
    const states = [aTarget(elsewhere, [orders]), aTarget(production, [])];
    expect(countedBy(states)).toEqual({ [`${orders} in production eu-west-1`]: untested });
  });

  it('has not been read is not counted before each target was tried once', () => {
    const held = aTarget(recovery, [orders]);
    const index = anIndex([held, newTargetState(production)]);
    expect(index.coverageOf(held)).toEqual([]);
    const failure = { operation: 'ListProtectedResources', reason: 'access_denied', message: 'no' } as const;
    const refused = recordFailure(newTargetState(production), 'resources', { ...reading, failure }).state;
    const before = index.versionOf(held);
    index.follow([held, refused]);
    expect(index.versionOf(held)).not.toBe(before);
    expect(index.coverageOf(held)).toHaveLength(1);
  });

  it('nobody lists is told by the account that restored it', () => {
    const states = [aTarget(production, []), aTarget(recovery, [], [orders])];
    expect(countedBy(states)).toEqual({});
    expect(states.map(anIndex(states).strayProofs)).toEqual([
      [],
      [{ arn: orders, resourceType: 'RDS', proofs: [aProof(recovery, { copy: 'other_account' })] }],
    ]);
  });
});

function holding(target: Target, tested: readonly string[] = []): TargetState {
  return testing(listing(newTargetState(target), [bucket], 'S3'), tested);
}

it('tells nothing of a resource that was listed until AWS said that it is gone', () => {
  const own = 'arn:aws:rds:eu-central-1:222233334444:db:own';
  const kept = aTarget(recovery, [own], [own]);
  const left = [1, 2, 3].reduce(
    (state, day) =>
      recordResourcesReading(state, { ...reading, at: later(at, day * dayMs) }, noResources).state,
    kept,
  );
  expect(left.resources).toEqual([]);
  const index = anIndex([kept]);
  index.follow([left]);
  expect(index.strayProofs(left)).toEqual([]);
});

describe('a bucket, whose ARN names no account,', () => {
  it('belongs to the one target that lists it', () => {
    const states = [holding(production, [bucket]), aTarget(recovery, [], [bucket])];
    expect(countedBy(states)).toEqual({
      [`${bucket} in production eu-central-1`]: {
        lastTestAt: provenAt,
        proofs: [aProof(production), aProof(recovery, { copy: 'other_account' })],
      },
    });
  });

  it('is counted once where several list it, and nobody knows which of them has the copy', () => {
    const states = [holding(recovery, [bucket]), holding(production)];
    expect(countedBy(states)).toEqual({
      [`${bucket} in production eu-central-1`]: {
        lastTestAt: provenAt,
        proofs: [aProof(recovery, { copy: 'unknown' })],
      },
    });
  });
});

describe('a change of one target', () => {
  const stock = 'arn:aws:rds:eu-central-1:111122223333:db:stock';
  const owner = aTarget(production, [orders]);
  const other = aTarget(bunker, ['arn:aws:rds:eu-central-1:333344445555:db:own']);
  const tester = aTarget(recovery, [], [stock]);
  const first = [owner, other, tester];

  function renewedBy(next: readonly TargetState[]): string[] {
    const index = anIndex(first);
    const before = first.map(index.versionOf);
    for (const state of first) index.coverageOf(state);
    index.follow(next);
    return first
      .filter((state, each) => index.versionOf(state) !== before[each])
      .map(({ target }) => target.accountName);
  }

  it('renews the targets that it has news for, and no others', () => {
    expect(renewedBy([owner, other, testing(tester, [orders])])).toEqual(['production', 'recovery']);
  });

  it('renews nothing else where it changes no proof', () => {
    expect(renewedBy([owner, other, testing(tester, [stock])])).toEqual(['recovery']);
  });

  it('renews those that share a resource where it is listed anew', () => {
    expect(renewedBy([owner, listing(other, [orders]), tester])).toEqual(['production', 'bunker']);
  });

  it('renews those that it had proofs for when it leaves', () => {
    const index = anIndex([owner, testing(tester, [orders])]);
    expect(index.coverageOf(owner)).toEqual([
      { arn: orders, resourceType: 'RDS', isTested: true, ...unasked, ...provenInRecovery },
    ]);
    index.follow([owner]);
    expect(index.coverageOf(owner)).toEqual([
      { arn: orders, resourceType: 'RDS', isTested: false, ...unasked, ...untested },
    ]);
  });

  it('takes over another name of its account', () => {
    const proving = testing(tester, [orders]);
    const index = anIndex([owner, proving]);
    index.coverageOf(owner);
    const renamed = { ...recovery, accountName: 'vaults' };
    index.follow([owner, { ...proving, target: renamed }]);
    expect(index.coverageOf(owner)[0]?.proofs).toEqual([aProof(renamed, { copy: 'other_account' })]);
  });
});

describe('what is asked of a test', () => {
  const anyTest = { plan: '*', resourceType: '*', requiresValidation: false, accepts: [] };
  const tester = aTarget(recovery, [], [orders, bucket]);
  const owner = aTarget(production, [orders, bucket]);
  const vaulted = recordResourcesReading(newTargetState(production), reading, {
    ...noResources,
    resources: [
      {
        arn: orders,
        resourceType: 'RDS',
        lastBackupVaultArn: 'arn:aws:backup:eu-central-1:111122223333:backup-vault:locked',
      },
    ],
  }).state;
  const units = new Map([[production.accountId, ['ou-1-workloads', 'r-1']]]);

  function askedOf(criteria: Partial<Objective>, states: readonly TargetState[]) {
    const objective = { ...anyTest, ...criteria };
    const index = anIndex(states, [objective], units);
    const tests = [...tester.restores.latestTests.values()];
    return tests
      .filter((test) => index.objectiveOf(tester, test) === objective)
      .map((test) => test.resourceArn);
  }

  it.each<[string, Partial<Objective>, readonly TargetState[], readonly string[]]>([
    ['by the account that the ARN names', { accounts: ['production'] }, [owner, tester], [orders, bucket]],
    ['by that account though it is not watched', { accounts: ['111122223333'] }, [tester], [orders]],
    ['by where it was tested if nothing says more', { accounts: ['recovery'] }, [tester], [bucket]],
    ['by the units above its account', { organizationalUnits: ['r-1'] }, [owner, tester], [orders, bucket]],
    ['by no units if they are not known', { organizationalUnits: ['r-2'] }, [owner, tester], []],
    ['by the vault of its latest backup', { vaults: ['locked'] }, [vaulted, tester], [orders]],
    [
      'by the vault of its latest test if nothing says more',
      { vaults: ['Default'] },
      [vaulted, tester],
      [bucket],
    ],
    ['by its ARN', { resources: ['arn:aws:s3:::*'] }, [owner, tester], [bucket]],
    ['by its region', { regions: ['eu-central-1'] }, [owner, tester], [orders, bucket]],
  ])('is found %s', (_, criteria, states, expected) => {
    expect(askedOf(criteria, states)).toEqual(expected);
  });

  it('follows the name of the account of the resource', () => {
    const objective = { ...anyTest, accounts: ['shop'] };
    const index = anIndex([owner, tester], [objective]);
    const [test] = [...tester.restores.latestTests.values()];
    if (test === undefined) throw new Error('no test');
    expect(index.objectiveOf(tester, test)).toBeUndefined();
    const version = index.versionOf(tester);
    index.follow([{ ...owner, target: { ...production, accountName: 'shop' } }, tester]);
    expect(index.objectiveOf(tester, test)).toBe(objective);
    expect(index.versionOf(tester)).not.toBe(version);
  });

  it('follows the units above the account of the resource', () => {
    const objective = { ...anyTest, organizationalUnits: ['ou-1-workloads'] };
    const [test] = [...tester.restores.latestTests.values()];
    if (test === undefined) throw new Error('no test');
    const index = anIndex([owner, tester], [objective], units);
    const found = [index.objectiveOf(tester, test)];
    const versions = [index.versionOf(tester)];
    for (const above of [
      ['r-1', 'ou-1-sandbox'],
      ['r-1', 'ou-1-sandbox'],
      ['r-1', 'ou-1-workloads'],
    ]) {
      index.follow([owner, tester], new Map([[production.accountId, above]]));
      found.push(index.objectiveOf(tester, test));
      versions.push(index.versionOf(tester));
    }
    expect(found).toEqual([objective, undefined, undefined, objective]);
    expect(versions.map((version) => versions.indexOf(version))).toEqual([0, 1, 1, 3]);
  });

  it('decides whether a resource is tested in time', () => {
    const wanted = [
      { ...anyTest, name: 'tier-1', accounts: ['production'], successIntervalMs: hourMs },
      { ...anyTest, successIntervalMs: 30 * dayMs },
    ];
    const other = aTarget(
      bunker,
      ['arn:aws:rds:eu-central-1:333344445555:db:copy'],
      ['arn:aws:rds:eu-central-1:333344445555:db:copy'],
    );
    const index = anIndex([owner, tester, other], wanted);
    const asked = [owner, other].flatMap((state) =>
      index.coverageOf(state).map((each) => [each.arn, each.isTested, each.asked]),
    );
    const strict = { name: 'tier-1', intervalMs: hourMs };
    expect(asked).toEqual([
      [orders, false, strict],
      [bucket, false, strict],
      ['arn:aws:rds:eu-central-1:333344445555:db:copy', true, { name: undefined, intervalMs: 30 * dayMs }],
    ]);
  });
});

it('keeps what it knew of a target whose state it cannot read, and tells why', () => {
  const owner = aTarget(production, [orders]);
  const proving = aTarget(recovery, [], [orders]);
  const index = anIndex([owner, proving]);
  const broken: TargetState = {
    ...proving,
    restores: {
      ...proving.restores,
      get latestTests(): never {
        throw new TypeError('not readable');
      },
    },
  };
  index.follow([owner, broken]);
  expect(index.coverageOf(owner)).toEqual([
    { arn: orders, resourceType: 'RDS', isTested: true, ...unasked, ...provenInRecovery },
  ]);
  expect(() => index.strayProofs(broken)).toThrow('not readable');
  expect(index.strayProofs(proving)).toEqual([]);
});

it('knows after any changes what it would know of the states from the start', () => {
  const targets = [production, elsewhere, recovery, bunker];
  const arns = [
    orders,
    bucket,
    'arn:aws:rds:eu-west-1:111122223333:db:web',
    'arn:aws:rds:eu-central-1:222233334444:db:own',
  ];
  const change = fc.record({
    target: fc.constantFrom(...targets),
    kind: fc.constantFrom('list', 'test', 'tag', 'leave'),
    arns: fc.uniqueArray(fc.constantFrom(...arns)),
    minute: fc.nat({ max: 60 }),
  });
  const initially = targets.map((target) => [target, aTarget(target, [])] as const);
  fc.assert(
    fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
      const index = createProofIndex(tiers);
      const states = new Map(initially);
      for (const { target, kind, arns: some, minute } of changes) {
        const state = states.get(target) ?? aTarget(target, []);
        if (kind === 'leave') states.delete(target);
        else if (kind === 'tag') states.set(target, tagging(state, some, `${minute % 2}`));
        else if (kind === 'list') states.set(target, listing(state, some));
        else states.set(target, testing(state, some, later(monday, minute * 60_000)));
        const known = [...states.values()];
        index.follow(known);
        const fresh = anIndex(known, tiers);
        expect(known.map(index.coverageOf)).toEqual(known.map(fresh.coverageOf));
        expect(known.map(index.strayProofs)).toEqual(known.map(fresh.strayProofs));
        expect(known.map((each) => tiersIn(each, index))).toEqual(known.map((each) => tiersIn(each, fresh)));
      }
    }),
    { numRuns: 60 },
  );
});

describe('the tags of a resource', () => {
  const owner = tagging(aTarget(production, [orders, bucket]), [orders, bucket], '1');

  it('decide which objective holds for its tests in every account', () => {
    const states = [owner, aTarget(recovery, [], [orders, bucket])];
    const index = anIndex(states, tiers);
    expect(tiersIn(states[1] as TargetState, index)).toEqual({ [orders]: 'tier-1', [bucket]: 'tier-1' });
    expect(index.askedOf(states[1] as TargetState, { arn: orders, resourceType: 'RDS' }).name).toBe('tier-1');
  });

  it('are those where it belongs, though nothing is listed there', () => {
    const state = aTarget(recovery, [orders], [orders]);
    const index = anIndex(
      [tagging(newTargetState(production), [orders], '1'), tagging(state, [orders], '2')],
      tiers,
    );
    expect(index.tagsOf(orders)).toEqual(new Map([['tier', '1']]));
  });

  it('are unknown where its ARN names no account and no target lists or tests it', () => {
    const index = anIndex([tagging(newTargetState(production), [bucket], '1')], tiers);
    expect(index.tagsOf(bucket)).toBeUndefined();
  });

  it('have another objective hold as soon as they change, also in other accounts', () => {
    const index = createProofIndex(tiers);
    const drills = aTarget(recovery, [], [orders]);
    const owners = [
      newTargetState(production),
      owner,
      tagging(owner, [orders], '2'),
      tagging(owner, [], '2'),
    ];
    const seen = owners.map((each) => {
      index.follow([each, drills]);
      return [tiersIn(drills, index)[orders], index.versionOf(drills)] as const;
    });
    expect(seen.map(([name]) => name)).toEqual(['untagged', 'tier-1', 'tagged', 'untagged']);
    expect(new Set(seen.map(([, version]) => version)).size).toBe(4);
  });
});

describe('before tags were tried', () => {
  const awaited = { source: 'tags', except: [{ regions: ['eu-west-*'] }] } as const;
  const failure = { operation: 'GetResources', reason: 'access_denied', message: 'no' } as const;
  const denied = (state: TargetState) => recordTagsReading(state, { ...reading, failure }, undefined).state;

  /** In which of the targets it is known which objectives hold. */
  function known(...states: readonly TargetState[]): boolean[] {
    const index = createProofIndex(tiers, awaited);
    index.follow(states);
    return states.map(index.knowsObjectives);
  }

  it.each<[name: string, states: TargetState[], expected: boolean[]]>([
    ['where none was', [aTarget(production, [orders]), aTarget(recovery, [], [orders])], [false, false]],
    [
      'where only the one was that tests it',
      [aTarget(production, [orders]), tagging(aTarget(recovery, [], [orders]), [], '1')],
      [false, false],
    ],
    [
      'where only its own were',
      [tagging(aTarget(production, [orders]), [], '1'), aTarget(recovery, [], [orders])],
      [true, false],
    ],
    [
      'where a third is awaited, of which nothing is tested here',
      [tagging(aTarget(production, [orders], [orders]), [], '1'), aTarget(bunker, [])],
      [true, false],
    ],
    [
      'where a third is awaited that may have the bucket that is tested here',
      [tagging(aTarget(recovery, [], [bucket]), [], '1'), aTarget(bunker, [])],
      [false, false],
    ],
    [
      'where each was, with and without success',
      [denied(aTarget(production, [orders])), tagging(aTarget(recovery, [], [orders]), [], '1')],
      [true, true],
    ],
    ['where they are not read', [aTarget(elsewhere, [orders])], [true]],
  ])('the objectives that hold are not known %s', (_, states, expected) => {
    expect(known(...states)).toEqual(expected);
  });

  it('are known in every target from then on, also when another one joins', () => {
    const index = createProofIndex(tiers, awaited);
    const drills = tagging(aTarget(recovery, [], [orders]), [], '1');
    const versions = [
      [drills, aTarget(production, [orders])],
      [drills, denied(aTarget(production, [orders]))],
    ].map((states) => {
      index.follow(states);
      return [index.knowsObjectives(drills), index.versionOf(drills)] as const;
    });
    expect(versions.map(([isKnown]) => isKnown)).toEqual([false, true]);
    expect(versions[0]?.[1]).not.toBe(versions[1]?.[1]);
    index.follow([drills, denied(aTarget(production, [orders])), aTarget(bunker, [])]);
    expect(index.knowsObjectives(drills)).toBe(true);
  });
});
