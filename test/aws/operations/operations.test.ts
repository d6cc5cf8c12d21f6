import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import type { BackupApi } from '../../../src/aws/aws-api.js';
import type { Call } from '../../../src/aws/call-policy.js';
import { createCallPolicy } from '../../../src/aws/call-policy.js';
import { createAbortController, type Deadline, startDeadline } from '../../../src/aws/deadline.js';
import { describeRestoreJob } from '../../../src/aws/operations/describe-restore-job.js';
import { listRestoreJobSummaries } from '../../../src/aws/operations/list-restore-job-summaries.js';
import { listRestoreJobs } from '../../../src/aws/operations/list-restore-jobs.js';
import { emitTo } from '../../emit-to.js';
import { clientOf, serve } from '../tiny-server.js';

const call: Call = createCallPolicy({
  retry: { attempts: 1, delayMs: 1, throttleDelayMs: 1, maxDelayMs: 1 },
  requestsPerSecond: 100_000,
  emit: emitTo(),
});
const target = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };

/** What the operation makes of those bodies, one after the other, and the paths that it asked for. */
async function ask<T>(
  bodies: readonly unknown[],
  operation: (api: BackupApi, deadline: Deadline) => Promise<T>,
): Promise<{ result: T; paths: string[] }> {
  const paths: string[] = [];
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const body = bodies[paths.length];
    paths.push(decodeURIComponent(request.url ?? ''));
    const isError = typeof body === 'object' && body !== null && '__type' in body;
    response.writeHead(isError ? 400 : 200).end(JSON.stringify(body));
  };
  const client = clientOf(await serve(answer));
  using deadline = startDeadline(10_000, createAbortController().signal);
  return { result: await operation({ client, call }, deadline), paths };
}

const queryOf = (path: string) => Object.fromEntries(new URL(path, 'http://aws').searchParams);

const failed = (operation: string, reason: string, message: string) => ({
  ok: false,
  failure: { operation, reason, message, requestId: undefined },
});

describe('ListRestoreJobs', () => {
  const since = new Date('2026-03-02T05:00:00.500Z');
  const list = (api: BackupApi, deadline: Deadline) => listRestoreJobs(api, since, deadline);
  const first = { RestoreJobId: 'a', CreationDate: 1 };

  it('is asked for by creation, in pages as large as can be', async () => {
    const { result, paths } = await ask(
      [
        { RestoreJobs: [first], NextToken: 'next' },
        { RestoreJobs: [{ RestoreJobId: 'b', CreationDate: 2 }] },
      ],
      list,
    );
    expect(result).toMatchObject({ ok: true, value: [{ id: 'a' }, { id: 'b' }] });
    const query = { maxResults: '1000', createdAfter: '2026-03-02T05:00:00.500Z' };
    expect(paths.map(queryOf)).toEqual([query, { ...query, nextToken: 'next' }]);
  });

  it.each([[{}], [{ RestoreJobs: null }], [{ RestoreJobs: [] }]])('may be empty: %j', async (body) => {
    expect((await ask([body], list)).result).toEqual({ ok: true, value: [] });
  });

  it('fails if its rows are no list', async () => {
    const { result } = await ask([{ RestoreJobs: 5 }], list);
    const message = 'ListRestoreJobs answered with rows that are no list';
    expect(result).toEqual(failed('ListRestoreJobs', 'invalid_response', message));
  });

  it.each([
    ['without an id', { CreationDate: 1 }, 'missing_field', 'a restore job has no RestoreJobId', {}],
    [
      'without a creation',
      { RestoreJobId: 'b' },
      'missing_field',
      'restore job b has no CreationDate',
      { id: 'b' },
    ],
    [
      'with a date that is text',
      { RestoreJobId: 'b', CreationDate: 1, CompletionDate: 'yesterday' },
      'invalid_field',
      'restore job b has an unreadable CompletionDate',
      { id: 'b' },
    ],
    ['that is text', 'b', 'invalid_field', 'ListRestoreJobs answered with a row that has no fields', {}],
    ['that is null', null, 'invalid_field', 'ListRestoreJobs answered with a row that has no fields', {}],
  ])('refuses a row %s, and reads the rest', async (_, row, reason, message, id) => {
    const { result } = await ask([{ RestoreJobs: [row, first] }], list);
    expect(result).toMatchObject({ ok: true, value: [{ id: 'a' }] });
    expect(result).toHaveProperty('refused', [{ operation: 'ListRestoreJobs', reason, message, ...id }]);
  });
});

const describeJob = (api: BackupApi, deadline: Deadline) => describeRestoreJob(api, 'job-1', deadline);

it('a date that is text is read', async () => {
  const times = { CreationDate: '2026-03-02T05:00:00.5Z', CompletionDate: '2026-03-02T07:00:00+01:00' };
  const { result } = await ask([{ RestoreJobId: 'job-1', ...times }], describeJob);
  expect(result).toMatchObject({
    value: {
      read: {
        createdAt: new Date('2026-03-02T05:00:00.500Z'),
        completedAt: new Date('2026-03-02T06:00:00.000Z'),
      },
    },
  });
});

describe('DescribeRestoreJob', () => {
  it('is the job', async () => {
    const { result, paths } = await ask([{ RestoreJobId: 'job-1', CreationDate: 1 }], describeJob);
    expect(result).toMatchObject({ ok: true, value: { read: { id: 'job-1', createdAt: new Date(1000) } } });
    expect(paths).toEqual(['/restore-jobs/job-1']);
  });

  it('is gone where AWS does not know the job any more', async () => {
    const { result } = await ask([{ __type: 'ResourceNotFoundException', message: 'no' }], describeJob);
    expect(result).toEqual({ ok: true, value: 'gone' });
  });

  it('is a failure where AWS says anything else', async () => {
    const { result } = await ask([{ __type: 'InvalidParameterValueException', message: 'no' }], describeJob);
    expect(result).toEqual(failed('DescribeRestoreJob', 'invalid_request', 'no'));
  });

  it('is refused if it cannot be used', async () => {
    const { result } = await ask([{ RestoreJobId: 'job-1' }], describeJob);
    const message = 'restore job job-1 has no CreationDate';
    const refused = { operation: 'DescribeRestoreJob', reason: 'missing_field', message, id: 'job-1' };
    expect(result).toEqual({ ok: true, value: { refused } });
  });

  it('is a failure if AWS describes no job', async () => {
    const { result } = await ask([{}], describeJob);
    expect(result).toEqual(
      failed('DescribeRestoreJob', 'invalid_response', 'asked for restore job job-1, AWS described none'),
    );
  });

  it('is a failure where AWS describes another job', async () => {
    const { result } = await ask([{ RestoreJobId: 'job-2', CreationDate: 1 }], describeJob);
    expect(result).toEqual(
      failed('DescribeRestoreJob', 'invalid_response', 'asked for restore job job-1, AWS described job-2'),
    );
  });
});

describe('ListRestoreJobSummaries', () => {
  const query = { period: 'ONE_DAY', state: 'ANY', resourceType: 'ANY', maxResults: 500 } as const;
  const list = (api: BackupApi, deadline: Deadline) =>
    listRestoreJobSummaries(api, target, { ...query, accountId: '444455556666' }, deadline);
  const times = { StartTime: 86_400, EndTime: 172_800 };
  const mappedTimes = { startAt: new Date(86_400_000), endAt: new Date(172_800_000) };

  it('is asked for with every parameter, and mapped', async () => {
    const row = {
      Region: 'us-east-1',
      AccountId: '444455556666',
      State: 'FAILED',
      ResourceType: 'EBS',
      Count: 3,
    };
    const { result, paths } = await ask([{ RestoreJobSummaries: [{ ...row, ...times }] }], list);
    expect(result).toEqual({
      ok: true,
      value: [
        {
          region: 'us-east-1',
          accountId: '444455556666',
          state: 'FAILED',
          awsState: 'FAILED',
          resourceType: 'EBS',
          count: 3,
          ...mappedTimes,
        },
      ],
    });
    expect(queryOf(paths[0] ?? '')).toEqual({
      AccountId: '444455556666',
      State: 'ANY',
      ResourceType: 'ANY',
      AggregationPeriod: 'ONE_DAY',
      MaxResults: '500',
    });
  });

  it('is of the target where AWS does not say of what, and 0 where it does not count', async () => {
    const { result } = await ask([{ RestoreJobSummaries: [times, { ...times, State: 'toString' }] }], list);
    const row = { region: 'eu-west-1', accountId: '111122223333', state: 'unknown', resourceType: 'unknown' };
    const mapped = { ...row, awsState: 'unknown', count: 0, ...mappedTimes };
    expect(result).toEqual({ ok: true, value: [mapped, { ...mapped, awsState: 'toString' }] });
  });

  it.each([[{ StartTime: 1 }], [{ EndTime: 1 }], [{}]])('refuses a row without a time: %j', async (row) => {
    const message = 'a restore job summary has no time';
    expect((await ask([{ RestoreJobSummaries: [row] }], list)).result).toEqual({
      ok: true,
      value: [],
      refused: [{ operation: 'ListRestoreJobSummaries', reason: 'missing_field', message }],
    });
  });

  it('may be empty', async () => {
    expect((await ask([{}], list)).result).toEqual({ ok: true, value: [] });
  });
});
