import { AccountClient, ListRegionsCommand } from '@aws-sdk/client-account';
import {
  DescribeAccountCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { describe, expect, it } from '@jest/globals';
import type { ScenarioInput } from '../../../src/simulator/scenario/scenario.js';
import type { Simulator } from '../../../src/simulator/simulator.js';
import { simulate, twoAccounts } from '../running-simulator.js';
import { type Credentials, memberCredentials } from '../signed-clients.js';

const many = Array.from({ length: 45 }, (_, index) => ({
  id: String(300_000_000_001 + index),
  name: `m-${index}`,
}));
const scenario: ScenarioInput = {
  ...twoAccounts,
  accounts: [...twoAccounts.accounts, ...many],
  organization: {
    management: 'monitoring',
    units: [
      { id: 'ou-demo-outer000', name: 'Outer', accounts: ['payments'] },
      { id: 'ou-demo-inner000', name: 'Inner', parent: 'ou-demo-outer000', accounts: ['m-0', 'm-1'] },
    ],
  },
};

const pathOf = (below: string) => [`o-simulated0/r-demo/${below}`];

const withPaths = (below: string) => [
  ['monitoring', pathOf('')],
  ['m-0', pathOf(below)],
  ['payments', pathOf('ou-demo-outer000/')],
];

function clientOptions({ url, baseCredentials }: Simulator, credentials?: Credentials) {
  return { endpoint: url, region: 'us-east-1', maxAttempts: 1, credentials: credentials ?? baseCredentials };
}

const organizations = (simulator: Simulator, credentials?: Credentials) =>
  new OrganizationsClient(clientOptions(simulator, credentials));

describe('DescribeAccount', () => {
  it('describes an account whose ARN has the form of AWS', async () => {
    const client = organizations(await simulate(scenario));
    const { Account } = await client.send(new DescribeAccountCommand({ AccountId: '444455556666' }));
    expect(Account).toMatchObject({ Id: '444455556666', Name: 'payments', State: 'ACTIVE' });
    expect(Account?.Arn).toMatch(
      /^arn:aws:organizations::111122223333:account\/o-[a-z0-9]{10,32}\/444455556666$/,
    );
  });

  it('knows no other account, and tells members nothing', async () => {
    const simulator = await simulate(scenario);
    const unknown = new DescribeAccountCommand({ AccountId: '999999999999' });
    await expect(organizations(simulator).send(unknown)).rejects.toMatchObject({
      name: 'AccountNotFoundException',
    });
    const credentials = await memberCredentials(simulator, '444455556666');
    await expect(organizations(simulator, credentials).send(unknown)).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });
});

describe('ListAccounts', () => {
  it('lists all accounts, at most 20 on a page', async () => {
    const client = organizations(await simulate(scenario));
    const pages: string[][] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(new ListAccountsCommand({ NextToken }));
      pages.push((page.Accounts ?? []).map(({ Id }) => Id ?? ''));
      NextToken = page.NextToken;
    } while (NextToken);
    expect(pages.map((page) => page.length)).toEqual([20, 20, 7]);
    expect(new Set(pages.flat()).size).toBe(47);
  });

  it('sends the path of each account where the scenario says so, also after it was moved', async () => {
    let nowMs = 0;
    const organization = {
      management: 'monitoring',
      ...scenario.organization,
      sendsPaths: true,
      moves: [
        { account: 'm-0', unit: 'ou-demo-outer000', at: '1h' },
        { account: 'm-0', unit: 'r-demo', at: '2h' },
      ],
    };
    const accounts = scenario.accounts.filter(({ name }) => !name.startsWith('m-') || name === 'm-0');
    const units = scenario.organization?.units?.map((unit) => ({
      ...unit,
      accounts: unit.accounts?.filter((name) => name !== 'm-1'),
    }));
    const options = { clock: () => Date.UTC(2026, 0, 1) + nowMs };
    const simulator = await simulate(
      { ...scenario, accounts, organization: { ...organization, units } },
      options,
    );
    const client = organizations(simulator);
    const paths: unknown[] = [];
    for (const hours of [0, 1, 2]) {
      nowMs = hours * 3_600_000;
      const { Accounts = [] } = await client.send(new ListAccountsCommand({}));
      paths.push(Accounts.map(({ Name, Paths }) => [Name, Paths]));
    }
    expect(paths).toEqual(['ou-demo-outer000/ou-demo-inner000/', 'ou-demo-outer000/', ''].map(withPaths));
  });

  it.each([
    ['SUSPENDED', { State: 'SUSPENDED', Status: 'SUSPENDED' }],
    ['PENDING_CLOSURE', { State: 'PENDING_CLOSURE', Status: 'PENDING_CLOSURE' }],
    ['PENDING_ACTIVATION', { State: 'PENDING_ACTIVATION', Status: undefined }],
  ] as const)('names the state %s', async (state, expected) => {
    const [first, second] = twoAccounts.accounts;
    const accounts = [
      { ...first, id: '111122223333', name: 'monitoring' },
      { ...second, id: '444455556666', name: 'payments', state },
    ];
    const client = organizations(
      await simulate({ ...twoAccounts, accounts, organization: { management: 'monitoring' } }),
    );
    const { Accounts = [] } = await client.send(new ListAccountsCommand({}));
    const [, account] = Accounts;
    expect({ State: account?.State, Status: account?.Status }).toEqual(expected);
  });

  it('answers a member account, and one of no organization, as AWS does', async () => {
    const simulator = await simulate(scenario);
    const member = organizations(simulator, await memberCredentials(simulator, '444455556666'));
    await expect(member.send(new ListAccountsCommand({}))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      $metadata: { httpStatusCode: 400 },
    });
    const alone = organizations(await simulate(twoAccounts));
    await expect(alone.send(new ListAccountsCommand({}))).rejects.toMatchObject({
      name: 'AWSOrganizationsNotInUseException',
    });
  });

  it('answers a delegated administrator', async () => {
    const delegated = { management: 'monitoring', delegatedAdministrators: ['payments'] };
    const simulator = await simulate({ ...twoAccounts, organization: delegated });
    const client = organizations(simulator, await memberCredentials(simulator, '444455556666'));
    const { Accounts } = await client.send(new ListAccountsCommand({}));
    expect(Accounts?.map(({ Name }) => Name)).toEqual(['monitoring', 'payments']);
  });
});

describe('the tree of organizational units', () => {
  it.each([
    ['r-demo', 44, ['ou-demo-outer000']],
    ['ou-demo-outer000', 1, ['ou-demo-inner000']],
    ['ou-demo-inner000', 2, []],
  ])('has below %s %d accounts and the units %p', async (ParentId, count, units) => {
    const client = organizations(await simulate(scenario));
    let accounts = 0;
    let NextToken: string | undefined;
    do {
      const page = await client.send(new ListAccountsForParentCommand({ ParentId, NextToken }));
      accounts += page.Accounts?.length ?? 0;
      NextToken = page.NextToken;
    } while (NextToken);
    const { OrganizationalUnits } = await client.send(
      new ListOrganizationalUnitsForParentCommand({ ParentId }),
    );
    expect([accounts, OrganizationalUnits?.map(({ Id }) => Id)]).toEqual([count, units]);
  });

  it('knows no other parent', async () => {
    const client = organizations(await simulate(scenario));
    const command = new ListAccountsForParentCommand({ ParentId: 'ou-demo-nowhere0' });
    await expect(client.send(command)).rejects.toMatchObject({ name: 'ParentNotFoundException' });
    const malformed = new ListAccountsForParentCommand({ ParentId: 'Workloads' });
    await expect(client.send(malformed)).rejects.toMatchObject({ name: 'InvalidInputException' });
  });
});

describe('ListRegions', () => {
  it("lists the Regions of the caller's account by their status", async () => {
    const accounts = [
      { id: '111122223333', name: 'monitoring', regions: ['eu-west-1', 'ap-east-1'] },
      { id: '444455556666', name: 'payments' },
    ];
    const simulator = await simulate({ ...twoAccounts, accounts });
    const own = new AccountClient(clientOptions(simulator));
    const { Regions } = await own.send(new ListRegionsCommand({}));
    expect(Regions).toEqual([
      { RegionName: 'ap-east-1', RegionOptStatus: 'ENABLED' },
      { RegionName: 'eu-central-1', RegionOptStatus: 'DISABLED' },
      { RegionName: 'eu-west-1', RegionOptStatus: 'ENABLED_BY_DEFAULT' },
    ]);
    const member = new AccountClient(
      clientOptions(simulator, await memberCredentials(simulator, '444455556666')),
    );
    const enabled = new ListRegionsCommand({
      RegionOptStatusContains: ['ENABLED', 'ENABLED_BY_DEFAULT'],
      MaxResults: 1,
    });
    const page = await member.send(enabled);
    expect(page.Regions).toEqual([{ RegionName: 'eu-central-1', RegionOptStatus: 'ENABLED_BY_DEFAULT' }]);
    expect(page.NextToken).toBeDefined();
  });
});
