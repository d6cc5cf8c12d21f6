import {
  GetResourcesCommand,
  type GetResourcesCommandInput,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { expect, it } from '@jest/globals';
import type { ScenarioInput } from '../../../src/simulator/scenario/scenario.js';
import { simulate, twoAccounts } from '../running-simulator.js';
import { memberCredentials } from '../signed-clients.js';

const member = '444455556666';
const region = 'eu-west-1';
const database = (name: string, account = member) => `arn:aws:rds:${region}:${account}:db:${name}`;
const scenario: ScenarioInput = {
  ...twoAccounts,
  protected: [
    { accounts: ['payments'], regions: [region], type: 'RDS', name: 'ledger', count: 3 },
    { accounts: ['payments'], regions: [region], type: 'S3', name: 'documents' },
    {
      accounts: ['payments'],
      regions: [region],
      type: 'RDS',
      name: 'copied',
      copyOf: { account: 'monitoring' },
    },
  ],
  tags: [
    { accounts: ['payments'], tags: { owner: 'payments', tier: '2' } },
    { resources: ['ledger-1', database('ledger-2')], tags: { tier: '1' } },
    { accounts: ['monitoring'], tags: { owner: 'nobody' } },
  ],
  taggedResources: [
    { account: 'payments', region, rows: [{ ResourceARN: database('untagged'), Tags: [] }, { Tags: null }] },
  ],
};

async function ask(input: GetResourcesCommandInput, account = member) {
  const simulator = await simulate(scenario);
  const client = new ResourceGroupsTaggingAPIClient({
    endpoint: simulator.url,
    region,
    maxAttempts: 1,
    credentials: account === member ? await memberCredentials(simulator, member) : simulator.baseCredentials,
  });
  return { client, answer: await client.send(new GetResourcesCommand(input)), simulator };
}

const owned = (tier: string) => [
  { Key: 'owner', Value: 'payments' },
  { Key: 'tier', Value: tier },
];

it('answers with the tags of the resources of the account, of which later entries win', async () => {
  const { answer } = await ask({});
  expect(answer.ResourceTagMappingList).toEqual([
    { Tags: undefined },
    { ResourceARN: database('ledger-1'), Tags: owned('1') },
    { ResourceARN: database('ledger-2'), Tags: owned('1') },
    { ResourceARN: database('ledger-3'), Tags: owned('2') },
    { ResourceARN: database('untagged'), Tags: [] },
    { ResourceARN: 'arn:aws:s3:::documents', Tags: owned('2') },
  ]);
  expect(answer.PaginationToken).toBe('');
});

it.each<[filters: string[], arns: string[]]>([
  [['s3'], ['arn:aws:s3:::documents']],
  [['rds'], ['ledger-1', 'ledger-2', 'ledger-3', 'untagged'].map((name) => database(name))],
  [['rds:cluster', 'ec2:volume'], []],
])('answers with the resources of the types %j', async (ResourceTypeFilters, arns) => {
  const { answer } = await ask({ ResourceTypeFilters });
  expect(answer.ResourceTagMappingList?.map(({ ResourceARN }) => ResourceARN)).toEqual(arns);
});

it('pages by ResourcesPerPage, and takes the token of the page before', async () => {
  const { client, answer } = await ask({ ResourcesPerPage: 4 });
  const { PaginationToken } = answer;
  const rest = await client.send(new GetResourcesCommand({ ResourcesPerPage: 4, PaginationToken }));
  expect([answer, rest].map(({ ResourceTagMappingList }) => ResourceTagMappingList?.length)).toEqual([4, 2]);
  expect(rest.PaginationToken).toBe('');
});

it('refuses what the service does not take, and says under which action', async () => {
  const { client, simulator } = await ask({});
  await expect(client.send(new GetResourcesCommand({ ResourcesPerPage: 101 }))).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
  });
  simulator.setFaults([{ kind: 'access-denied', operation: 'GetResources' }]);
  await expect(client.send(new GetResourcesCommand({}))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('tag:GetResources'),
  });
});
