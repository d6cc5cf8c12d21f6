import {
  DescribeRestoreJobCommand,
  ListRestoreJobsCommand,
  type ListRestoreJobsCommandInput,
  paginateListRestoreJobs,
} from '@aws-sdk/client-backup';
import { describe, expect, it } from '@jest/globals';
import type { ScenarioInput } from '../../../src/simulator/scenario/scenario.js';
import { simulate } from '../running-simulator.js';
import { backupClient } from '../signed-clients.js';
import { signedRequest } from '../signed-request.js';

const startMs = Date.parse('2026-03-10T12:00:00Z');
const clock = () => startMs;
const planArn = 'arn:aws:backup:eu-west-1:111122223333:restore-testing-plan:daily-1';

function scenarioWith(rows: NonNullable<ScenarioInput['jobs']>[number]['rows']): ScenarioInput {
  return {
    regions: ['eu-west-1'],
    accounts: [{ id: '111122223333', name: 'monitoring' }],
    jobs: [{ account: 'monitoring', region: 'eu-west-1', rows }],
  };
}

const scenario = scenarioWith([
  { RestoreJobId: 'pending', Status: 'PENDING', CreationDate: '-10m', ResourceType: 'EBS' },
  { RestoreJobId: 'running', Status: 'RUNNING', CreationDate: '-20m', ResourceType: 'RDS' },
  {
    RestoreJobId: 'tested',
    Status: 'COMPLETED',
    CreationDate: '-3h',
    CompletionDate: '-2h',
    ResourceType: 'RDS',
    CreatedBy: { RestoreTestingPlanArn: planArn },
  },
  {
    RestoreJobId: 'failed',
    Status: 'FAILED',
    CreationDate: '-5h',
    CompletionDate: '-4h',
    ResourceType: 'EKS',
  },
  {
    RestoreJobId: 'part',
    Status: 'FAILED',
    CreationDate: '-6h',
    CompletionDate: '-5h',
    ResourceType: 'EBS',
    ParentJobId: 'failed',
  },
  {
    RestoreJobId: 'foreign',
    AccountId: '999999999999',
    Status: 'ABORTED',
    CreationDate: '2026-03-09T12:00:00Z',
  },
]);

const all = ['pending', 'running', 'tested', 'failed', 'part', 'foreign'];
const ago = (minutes: number) => new Date(startMs - minutes * 60_000);

describe('ListRestoreJobs', () => {
  it.each<{ filter: ListRestoreJobsCommandInput; ids: string[] }>([
    { filter: {}, ids: all },
    { filter: { ByAccountId: '111122223333' }, ids: all.slice(0, 5) },
    { filter: { ByAccountId: '999999999999' }, ids: ['foreign'] },
    { filter: { ByResourceType: 'RDS' }, ids: ['running', 'tested'] },
    { filter: { ByStatus: 'FAILED' }, ids: ['failed', 'part'] },
    { filter: { ByStatus: 'PENDING' }, ids: ['pending'] },
    { filter: { ByCreatedAfter: ago(180) }, ids: ['pending', 'running'] },
    { filter: { ByCreatedAfter: ago(180.001) }, ids: ['pending', 'running', 'tested'] },
    { filter: { ByCreatedBefore: ago(180) }, ids: ['failed', 'part', 'foreign'] },
    { filter: { ByCompleteAfter: ago(240) }, ids: ['tested'] },
    { filter: { ByCompleteBefore: ago(239) }, ids: ['failed', 'part'] },
    { filter: { ByRestoreTestingPlanArn: planArn }, ids: ['tested'] },
    { filter: { ByRestoreTestingPlanArn: `${planArn}0` }, ids: [] },
    { filter: { ByParentJobId: 'failed' }, ids: ['part'] },
    { filter: { ByResourceType: 'EBS', ByStatus: 'FAILED' }, ids: ['part'] },
  ])('filters by $filter', async ({ filter, ids }) => {
    const simulator = await simulate(scenario, { clock });
    const { RestoreJobs } = await backupClient(simulator).send(new ListRestoreJobsCommand(filter));
    expect(RestoreJobs?.map(({ RestoreJobId }) => RestoreJobId)).toEqual(ids);
  });

  it('leaves nested jobs to parentJobId where the scenario says so', async () => {
    const simulator = await simulate({ ...scenario, listsNestedJobs: false }, { clock });
    const client = backupClient(simulator);
    const idsOf = async (input: ListRestoreJobsCommandInput) =>
      (await client.send(new ListRestoreJobsCommand(input))).RestoreJobs?.map((job) => job.RestoreJobId);
    await expect(idsOf({})).resolves.not.toContain('part');
    await expect(idsOf({ ByParentJobId: 'failed' })).resolves.toEqual(['part']);
  });

  it.each([
    'maxResults=0',
    'maxResults=1001',
    'maxResults=many',
    'status=DONE',
    'accountId=*',
    'resourceType=a%2Fb',
    'createdAfter=yesterday',
    'restoreTestingPlanArn=daily',
    'nextToken=made-up',
  ])('refuses %s', async (search) => {
    const simulator = await simulate(scenario, { clock });
    const answer = await signedRequest(simulator, `/restore-jobs?${search}`);
    expect(answer).toMatchObject({ status: 400, errorType: 'InvalidParameterValueException' });
  });

  it.each([
    '/restore-jobs',
    '/restore-jobs/',
    '/audit/restore-job-summaries',
    '/audit/restore-job-summaries/',
  ])('answers at %s', async (path) => {
    const simulator = await simulate(scenario, { clock });
    const answer = await signedRequest(simulator, path);
    expect(answer.status).toBe(200);
    expect(answer.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ['GET', '/copy-jobs'],
    ['PUT', '/restore-jobs/a/validations'],
    ['POST', '/restore-jobs'],
  ])('does not know %s %s', async (method, path) => {
    const simulator = await simulate(scenario, { clock });
    const answer = await signedRequest(simulator, path, { method });
    expect(answer).toMatchObject({ status: 404, errorType: 'UnknownOperationException' });
  });

  it('takes the moments of literal rows as numbers, ISO times and offsets, and keeps the rest as written', async () => {
    const row = { RestoreJobId: 'a', Status: 'SOMETHING_NEW', CompletionDate: null, StatusMessage: null };
    const simulator = await simulate(
      scenarioWith([
        { ...row, CreationDate: 1_700_000_000.087 },
        { CreationDate: '2023-11-14T22:13:20.500Z' },
        { CreationDate: '-1h30m', RecoveryPointCreationDate: '1h' },
      ]),
      { clock },
    );
    expect(JSON.parse((await signedRequest(simulator, '/restore-jobs')).body)).toEqual({
      RestoreJobs: [
        { CreationDate: startMs / 1000 - 5400, RecoveryPointCreationDate: startMs / 1000 + 3600 },
        { CreationDate: 1_700_000_000.5 },
        { ...row, CreationDate: 1_700_000_000.087 },
      ],
    });
  });

  it('lists literal rows from and until the moments that they name', async () => {
    let nowMs = startMs;
    const simulator = await simulate(
      {
        ...scenario,
        jobs: [
          { account: 'monitoring', region: 'eu-west-1', until: '10s', rows: [{ Status: 'RUNNING' }] },
          { account: 'monitoring', region: 'eu-west-1', from: '10s', rows: [{ Status: 'COMPLETED' }] },
        ],
      },
      { clock: () => nowMs },
    );
    const status = () => simulator.truth('111122223333', 'eu-west-1').map(({ Status }) => Status);
    nowMs = startMs + 9999;
    expect(status()).toEqual(['RUNNING']);
    nowMs = startMs + 10_000;
    expect(status()).toEqual(['COMPLETED']);
  });
});

function many(count: number): ScenarioInput {
  return scenarioWith(
    Array.from({ length: count }, (_, n) => ({ RestoreJobId: `job-${n}`, CreationDate: `-${n % 5}h` })),
  );
}

describe('paging', () => {
  it.each([
    { count: 0, pageSize: 1000, pages: 1 },
    { count: 7, pageSize: 3, pages: 3 },
    { count: 6, pageSize: 3, pages: 2 },
    { count: 1001, pageSize: 1000, pages: 2 },
  ])('gives $count rows in $pages pages of $pageSize', async ({ count, pageSize, pages }) => {
    const simulator = await simulate(many(count), { clock });
    const found: unknown[] = [];
    for await (const page of paginateListRestoreJobs({ client: backupClient(simulator), pageSize }, {})) {
      found.push(...(page.RestoreJobs ?? []).map(({ RestoreJobId }) => RestoreJobId));
    }
    expect(simulator.requests).toHaveLength(pages);
    expect(found).toHaveLength(count);
    expect(new Set(found)).toEqual(new Set(Array.from({ length: count }, (_, n) => `job-${n}`)));
  });

  it('goes on where it was while new jobs come in front', async () => {
    let nowMs = startMs;
    const scenarioWithPlan: ScenarioInput = {
      ...many(6),
      onDemand: [
        {
          name: 'copies',
          every: '30d',
          liveEvery: '1s',
          resources: [{ type: 'EBS', name: 'disk', restore: '1m' }],
        },
      ],
      history: '1d',
    };
    const simulator = await simulate(scenarioWithPlan, { clock: () => nowMs });
    const before = simulator.truth('111122223333', 'eu-west-1').map(({ RestoreJobId }) => RestoreJobId);
    const found: unknown[] = [];
    const client = backupClient(simulator);
    for await (const page of paginateListRestoreJobs({ client, pageSize: 2 }, {})) {
      found.push(...(page.RestoreJobs ?? []).map(({ RestoreJobId }) => RestoreJobId));
      nowMs += 5000;
    }
    expect(simulator.truth('111122223333', 'eu-west-1').length).toBeGreaterThan(before.length);
    expect(found).toEqual(before);
  });

  it('refuses the token of a list with other filters', async () => {
    const simulator = await simulate(many(7), { clock });
    const client = backupClient(simulator);
    const { NextToken } = await client.send(new ListRestoreJobsCommand({ MaxResults: 3 }));
    await expect(
      client.send(new ListRestoreJobsCommand({ MaxResults: 2, NextToken })),
    ).resolves.toBeDefined();
    await expect(
      client.send(new ListRestoreJobsCommand({ NextToken, ByStatus: 'FAILED' })),
    ).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  });
});

describe('DescribeRestoreJob', () => {
  it('gives the job of that id', async () => {
    const simulator = await simulate(scenario, { clock });
    await expect(
      backupClient(simulator).send(new DescribeRestoreJobCommand({ RestoreJobId: 'tested' })),
    ).resolves.toMatchObject({
      RestoreJobId: 'tested',
      CreationDate: ago(180),
      CreatedBy: { RestoreTestingPlanArn: planArn },
    });
  });

  it('answers ResourceNotFoundException with status 400 for an unknown one', async () => {
    const simulator = await simulate(scenario, { clock });
    await expect(
      backupClient(simulator).send(new DescribeRestoreJobCommand({ RestoreJobId: 'no such/job' })),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Restore job no such/job does not exist.',
      $metadata: { httpStatusCode: 400, requestId: expect.any(String) },
    });
  });
});
