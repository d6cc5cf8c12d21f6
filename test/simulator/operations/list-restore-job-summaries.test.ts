import {
  ListRestoreJobSummariesCommand,
  type ListRestoreJobSummariesCommandInput,
  paginateListRestoreJobSummaries,
} from '@aws-sdk/client-backup';
import { describe, expect, it } from '@jest/globals';
import type { ScenarioInput } from '../../../src/simulator/scenario/scenario.js';
import { simulate } from '../running-simulator.js';
import { backupClient, memberCredentials } from '../signed-clients.js';
import { signedRequest } from '../signed-request.js';

const startMs = Date.parse('2026-03-10T12:00:00Z');
const clock = () => startMs;
const today = new Date('2026-03-10T00:00:00Z');
const yesterday = new Date('2026-03-09T00:00:00Z');
const account = { AccountId: '111122223333' };

const scenario: ScenarioInput = {
  regions: ['eu-west-1'],
  role: { name: 'monitor' },
  organization: { management: 'monitoring' },
  accounts: [
    { id: '111122223333', name: 'monitoring' },
    { id: '444455556666', name: 'payments' },
  ],
  jobs: [
    {
      account: 'monitoring',
      region: 'eu-west-1',
      rows: [
        { ...account, CreationDate: '-1h', Status: 'COMPLETED', ResourceType: 'EBS' },
        { ...account, CreationDate: '-13h', Status: 'COMPLETED', ResourceType: 'EBS' },
        { ...account, CreationDate: '-14h', Status: 'COMPLETED', ResourceType: 'RDS' },
        { ...account, CreationDate: '-36h', Status: 'FAILED', ResourceType: 'RDS' },
        { ...account, CreationDate: '-10d', Status: 'COMPLETED', ResourceType: 'EBS' },
        { ...account, CreationDate: '-20d', Status: 'COMPLETED', ResourceType: 'EBS' },
      ],
    },
    {
      account: 'payments',
      region: 'eu-west-1',
      rows: [{ AccountId: '444455556666', CreationDate: '-14h', Status: 'ABORTED', ResourceType: 'EBS' }],
    },
  ],
};

const row = (State: string, ResourceType: string, Count: number, AccountId = account.AccountId) => ({
  AccountId,
  State,
  ResourceType,
  Count,
});

describe('ListRestoreJobSummaries', () => {
  it('has one bucket for each of the 14 days until the most recent midnight', async () => {
    const simulator = await simulate(scenario, { clock });
    const answer = await backupClient(simulator).send(
      new ListRestoreJobSummariesCommand({ AggregationPeriod: 'ONE_DAY' }),
    );
    expect(answer).toMatchObject({ AggregationPeriod: 'ONE_DAY' });
    const latest = { Region: 'eu-west-1', StartTime: yesterday, EndTime: today };
    expect(answer.RestoreJobSummaries).toEqual([
      { ...row('COMPLETED', 'EBS', 1), ...latest },
      { ...row('COMPLETED', 'RDS', 1), ...latest },
      { ...row('FAILED', 'RDS', 1), ...latest },
      {
        ...row('COMPLETED', 'EBS', 1),
        Region: 'eu-west-1',
        StartTime: new Date('2026-02-28T00:00:00Z'),
        EndTime: new Date('2026-03-01T00:00:00Z'),
      },
    ]);
  });

  it.each([
    { period: 'SEVEN_DAYS', start: '2026-03-03T00:00:00Z', count: 3 },
    { period: 'FOURTEEN_DAYS', start: '2026-02-24T00:00:00Z', count: 4 },
  ] as const)('sums $period into one', async ({ period, start, count }) => {
    const simulator = await simulate(scenario, { clock });
    const { RestoreJobSummaries } = await backupClient(simulator).send(
      new ListRestoreJobSummariesCommand({
        AggregationPeriod: period,
        State: 'AGGREGATE_ALL',
        ResourceType: 'AGGREGATE_ALL',
      }),
    );
    expect(RestoreJobSummaries).toEqual([
      {
        ...row('AGGREGATE_ALL', 'AGGREGATE_ALL', count),
        Region: 'eu-west-1',
        StartTime: new Date(start),
        EndTime: today,
      },
    ]);
  });

  it.each<{ input: ListRestoreJobSummariesCommandInput; rows: object[] }>([
    { input: { State: 'FAILED' }, rows: [row('FAILED', 'RDS', 1)] },
    { input: { ResourceType: 'RDS', State: 'AGGREGATE_ALL' }, rows: [row('AGGREGATE_ALL', 'RDS', 2)] },
    {
      input: { AccountId: 'ANY', State: 'AGGREGATE_ALL', ResourceType: 'EBS' },
      rows: [row('AGGREGATE_ALL', 'EBS', 1), row('AGGREGATE_ALL', 'EBS', 1, '444455556666')],
    },
    {
      input: { AccountId: 'AGGREGATE_ALL', State: 'AGGREGATE_ALL', ResourceType: 'EBS' },
      rows: [row('AGGREGATE_ALL', 'EBS', 2, 'AGGREGATE_ALL')],
    },
    { input: { AccountId: '444455556666' }, rows: [row('ABORTED', 'EBS', 1, '444455556666')] },
  ])('breaks down by $input', async ({ input, rows }) => {
    const simulator = await simulate(scenario, { clock });
    const { RestoreJobSummaries = [] } = await backupClient(simulator).send(
      new ListRestoreJobSummariesCommand(input),
    );
    const latest = RestoreJobSummaries.filter(({ EndTime }) => EndTime?.getTime() === today.getTime());
    expect(latest).toEqual(rows.map((expected) => expect.objectContaining(expected)));
  });

  it.each(['ANY', 'AGGREGATE_ALL'])(
    'shows a member account only its own rows under %s',
    async (AccountId) => {
      const simulator = await simulate(scenario, { clock });
      const credentials = await memberCredentials(simulator, '444455556666');
      const { RestoreJobSummaries } = await backupClient(simulator, { credentials }).send(
        new ListRestoreJobSummariesCommand({ AccountId }),
      );
      expect(RestoreJobSummaries).toEqual([
        expect.objectContaining(row('ABORTED', 'EBS', 1, '444455556666')),
      ]);
    },
  );

  it('refuses a member account that asks for another', async () => {
    const simulator = await simulate(scenario, { clock });
    const credentials = await memberCredentials(simulator, '444455556666');
    await expect(
      backupClient(simulator, { credentials }).send(new ListRestoreJobSummariesCommand(account)),
    ).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  });

  it('gives the same rows in pages', async () => {
    const simulator = await simulate(scenario, { clock });
    const client = backupClient(simulator);
    const counts: number[] = [];
    for await (const page of paginateListRestoreJobSummaries({ client, pageSize: 1 }, {})) {
      counts.push(page.RestoreJobSummaries?.length ?? 0);
    }
    expect(counts).toEqual([1, 1, 1, 1]);
  });

  it.each(['MaxResults=501', 'State=DONE', 'AccountId=abc', 'AggregationPeriod=ONE_YEAR', 'NextToken=x'])(
    'refuses %s',
    async (search) => {
      const simulator = await simulate(scenario, { clock });
      const answer = await signedRequest(simulator, `/audit/restore-job-summaries?${search}`);
      expect(answer).toMatchObject({ status: 400, errorType: 'InvalidParameterValueException' });
    },
  );
});
