import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import type { Call } from '../../src/aws/call-policy.js';
import { createCallPolicy } from '../../src/aws/call-policy.js';
import { createAbortController, type Deadline, startDeadline } from '../../src/aws/deadline.js';
import { describeRestoreJob } from '../../src/aws/describe-restore-job.js';
import { listRestoreJobSummaries } from '../../src/aws/list-restore-job-summaries.js';
import { listRestoreJobs } from '../../src/aws/list-restore-jobs.js';
import type { BackupSession } from '../../src/aws/session.js';
import { clientOf, serve } from './tiny-server.js';

const call: Call = createCallPolicy({
  retry: { attempts: 1, delayMs: 1, throttleDelayMs: 1, maxDelayMs: 1 },
  requestsPerSecond: 100_000,
  observer: { attempted: () => undefined, retrying: () => undefined },
});
const target = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };

/** What the operation makes of those bodies, one after the other, and the paths that it asked for. */
async function ask<T>(
  bodies: readonly unknown[],
  operation: (session: BackupSession, deadline: Deadline) => Promise<T>,
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
  const list = (session: BackupSession, deadline: Deadline) => listRestoreJobs(session, since, deadline);
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

  it.each([
    ['rows that are no list', { RestoreJobs: 5 }, 'map is not a function'],
    ['a row without an id', { RestoreJobs: [{ CreationDate: 1 }] }, 'no RestoreJobId'],
  ])('fails where it has %s', async (_, body, message) => {
    const { result } = await ask([body], list);
    expect(result).toMatchObject({
      ok: false,
      failure: { reason: 'invalid_response', message: expect.stringContaining(message) },
    });
  });
});

const describeJob = (session: BackupSession, deadline: Deadline) =>
  describeRestoreJob(session, 'job-1', deadline);

describe('DescribeRestoreJob', () => {
  it('is the job', async () => {
    const { result, paths } = await ask([{ RestoreJobId: 'job-1', CreationDate: 1 }], describeJob);
    expect(result).toMatchObject({ ok: true, value: { id: 'job-1', createdAt: new Date(1000) } });
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

  it('is refused where AWS describes another job', async () => {
    const { result } = await ask([{ RestoreJobId: 'job-2', CreationDate: 1 }], describeJob);
    expect(result).toEqual(
      failed('DescribeRestoreJob', 'invalid_response', 'asked for restore job job-1, AWS described job-2'),
    );
  });
});

describe('ListRestoreJobSummaries', () => {
  const query = { period: 'ONE_DAY', state: 'ANY', resourceType: 'ANY', maxResults: 500 } as const;
  const list = (session: BackupSession, deadline: Deadline) =>
    listRestoreJobSummaries(session, target, { ...query, accountId: '444455556666' }, deadline);
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
    const mapped = { ...row, count: 0, ...mappedTimes };
    expect(result).toEqual({ ok: true, value: [mapped, mapped] });
  });

  it.each([[{ StartTime: 1 }], [{ EndTime: 1 }], [{}]])('fails where a row has no time: %j', async (row) => {
    expect((await ask([{ RestoreJobSummaries: [row] }], list)).result).toEqual(
      failed('ListRestoreJobSummaries', 'invalid_response', 'a restore job summary has no time'),
    );
  });

  it('may be empty', async () => {
    expect((await ask([{}], list)).result).toEqual({ ok: true, value: [] });
  });
});
