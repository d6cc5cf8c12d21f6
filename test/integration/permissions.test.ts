import { expect, it } from '@jest/globals';
import { findOperation } from '../../src/aws/operations.js';
import type { Statement } from '../../src/iam/policy-document.js';
import type { ScenarioInput } from '../../src/simulator/scenario/scenario.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { eventually } from '../patience.js';
import { simulate } from '../simulator/running-simulator.js';
import { runCommand, startDaemon } from './daemon.js';
import type { ConfigInput } from './daemon-config.js';
import { accountIds, configuredAccounts, organization, region, testRow } from './organization.js';

const own = '111122223333';
const [member = ''] = accountIds(1);
const watched = [own, member];
const unit = 'ou-demo-workloads';

/** A world in which a daemon with every option on has a reason to call every operation. */
const world: ScenarioInput = organization([member], () => [], {
  organization: { management: 'monitoring', units: [{ id: unit, name: 'workloads', accounts: [member] }] },
  // AWS stops listing a job that could still change, so that it has to be described.
  jobs: watched.map((account) => ({
    account,
    region,
    until: '1h',
    rows: [testRow(account, 200, { Status: 'RUNNING', CompletionDate: null, ValidationStatus: null })],
  })),
  testingPlans: watched.map((account) => ({
    account,
    region,
    rows: [
      {
        RestoreTestingPlanName: 'nightly',
        RestoreTestingPlanArn: `arn:aws:backup:${region}:${account}:restore-testing-plan:nightly-4c1d`,
        ScheduleExpression: 'cron(0 1 ? * * *)',
        CreationTime: '-400d',
        selections: [
          {
            RestoreTestingPlanName: 'nightly',
            RestoreTestingSelectionName: 'volumes',
            ProtectedResourceType: 'EBS',
            CreationTime: '-400d',
            IamRoleArn: `arn:aws:iam::${account}:role/restore`,
          },
        ],
      },
    ],
  })),
  protectedResources: watched.map((account) => ({
    account,
    region,
    rows: [
      {
        ResourceArn: `arn:aws:ec2:${region}:${account}:volume/vol-never-tested`,
        ResourceType: 'EBS',
        LastBackupTime: '-1d',
      },
    ],
  })),
});

const off = { enabled: false };
const jobsOnly = { summaries: off, plans: off, resources: off };
const both = [{ id: own, regions: [region] }, ...configuredAccounts([member])];
const every = { schedule: '1s' };
const tags = { ...every, keys: ['owner'] };
const role = { roleName: 'monitor', externalId: 'the-external-id', schedule: '1s' };
const members: ConfigInput = { ...jobsOnly, regions: [region], organization: role };
const inUnit = { organizationalUnits: [unit] };
const byUnit: ConfigInput = { ...members, objectives: [{ name: 'tier-1', ...inUnit }] };
const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

it.each<[name: string, config: ConfigInput]>([
  ['jobs of the own account and a member', { ...jobsOnly, accounts: both }],
  ['jobs of a member only', { ...jobsOnly, accounts: configuredAccounts([member]) }],
  ['jobs of nothing but the own account', { ...jobsOnly, regions: [region] }],
  ['the defaults', { accounts: both }],
  ['plans and resources', { ...jobsOnly, plans: every, resources: every, accounts: both }],
  [
    'resources without descriptions',
    { ...jobsOnly, resources: { ...every, describeLimit: 0 }, accounts: both },
  ],
  ['summaries', { ...jobsOnly, summaries: every, accounts: both }],
  ['tags', { ...jobsOnly, tags, accounts: both }],
  ['tags of a member only', { ...jobsOnly, tags, accounts: configuredAccounts([member]) }],
  [
    'tags of all but a member',
    { ...jobsOnly, tags: { ...tags, exclude: [{ accounts: [member] }] }, accounts: both },
  ],
  ['a schedule of tags and no key of any', { ...jobsOnly, tags: every, accounts: both }],
  ['tags beside everything else', { plans: every, resources: every, summaries: every, tags, accounts: both }],
  ['tags of an organization', { ...jobsOnly, tags, regions: [region], organization: role }],
  [
    'objectives by tags',
    {
      ...jobsOnly,
      resources: every,
      tags,
      accounts: both,
      objectives: [{ name: 'tier-1', tags: ['owner=payments'], successInterval: '8d' }],
    },
  ],
  ['an organization', { ...jobsOnly, regions: [region], organization: role }],
  [
    'organizational units and all regions',
    { organization: { ...role, regions: 'all', include: { organizationalUnits: [unit], accounts: [own] } } },
  ],
  ['objectives for organizational units', byUnit],
  ['applications of organizational units', { ...members, applications: [{ name: 'orders', ...inUnit }] }],
  [
    'exceptions for organizational units',
    { ...members, exceptions: [{ reason: 'moves', until: tomorrow, ...inUnit }] },
  ],
  [
    'all regions of one member',
    { ...jobsOnly, accounts: both.map((each) => (each.id === member ? { ...each, regions: 'all' } : each)) },
  ],
])('with %s, asks for the permissions of what it calls, and for no others', async (_, config) => {
  const policies = { daemon: await actionsOf('daemon', config), member: await actionsOf('member', config) };
  expect(await observe(world, config, policies)).toEqual(policies);
});

it('walks no organizational unit if AWS sends the paths of all accounts', async () => {
  const walk = /^organizations:List(?:AccountsForParent|OrganizationalUnitsForParent)$/;
  const { daemon, member: ofMember } = {
    daemon: await actionsOf('daemon', byUnit),
    member: await actionsOf('member', byUnit),
  };
  const expected = { daemon: daemon.filter((action) => !walk.test(action)), member: ofMember };
  const sendsPaths = { ...world.organization, management: 'monitoring', sendsPaths: true };
  expect(await observe({ ...world, organization: sendsPaths }, byUnit, expected)).toEqual(expected);
  expect(daemon.length - expected.daemon.length).toBe(2);
});

interface Actions {
  readonly daemon: readonly string[];
  readonly member: readonly string[];
}

/** The actions that a daemon needs in the world; returns as soon as they are the expected ones. */
async function observe(scenario: ScenarioInput, config: ConfigInput, expected: Actions): Promise<Actions> {
  let aheadMs = 0;
  const simulator = await simulate(scenario, { clock: () => Date.now() + aheadMs });
  await startDaemon(simulator, config);
  const observed = () => ({ daemon: actionsSeen(simulator, own), member: actionsSeen(simulator, member) });
  const readers = Object.values(expected).filter((actions) => actions.includes('backup:ListRestoreJobs'));
  const isDone = () => {
    const polls = simulator.requests.filter(({ operation }) => operation === 'ListRestoreJobs');
    const hasListedAll = new Set(polls.map(({ accountId }) => accountId)).size >= readers.length;
    if (hasListedAll) aheadMs = 2 * 3_600_000;
    return hasListedAll && polls.length >= 4 && isSame(observed(), expected) ? true : undefined;
  };
  // What is missing on the wire shows in the comparison.
  await eventually(isDone).catch(() => {});
  return observed();
}

async function actionsOf(whose: 'daemon' | 'member', config: ConfigInput): Promise<string[]> {
  const env = { AWS_REGION: region };
  const { code, stdout } = await runCommand(['iam-policy', '--for', whose], { config, env }).exited;
  if (code === 2) return [];
  const { Statement: statements }: { Statement: Statement[] } = JSON.parse(stdout);
  return sorted(statements.flatMap(({ Action: actions }) => actions));
}

/** The actions that credentials of the account had to be allowed; the daemon's own assume its roles. */
function actionsSeen(simulator: Simulator, account: string): string[] {
  const seen = simulator.requests.filter(({ operation, accountId }) =>
    operation === 'AssumeRole' ? account === own : accountId === account,
  );
  return sorted(
    [...new Set(seen.map(({ operation }) => operation))].flatMap(
      (operation) => findOperation(operation)?.actions ?? [`not in the table: ${operation}`],
    ),
  );
}

function sorted(texts: readonly string[]): string[] {
  return texts.toSorted((a, b) => a.localeCompare(b));
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
