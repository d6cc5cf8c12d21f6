import {
  type BackupClient,
  DescribeRestoreJobCommand,
  ListRestoreJobsCommand,
  type ListRestoreJobsCommandOutput,
} from '@aws-sdk/client-backup';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from '@jest/globals';
import { type FaultKind, type FaultRuleInput, faultKinds } from '../../../src/simulator/faults/fault-rule.js';
import type { ScenarioInput } from '../../../src/simulator/scenario/scenario.js';
import { simulate, twoAccounts } from '../running-simulator.js';
import { backupClient, memberCredentials, stsClient } from '../signed-clients.js';
import { signedRequest } from '../signed-request.js';

const list = new ListRestoreJobsCommand({});
const scenario: ScenarioInput = {
  ...twoAccounts,
  jobs: [
    {
      account: 'monitoring',
      region: 'eu-west-1',
      rows: Array.from({ length: 6 }, (_, n) => ({
        RestoreJobId: `job-${n}`,
        CreationDate: 1_516_925_490.087 - n,
        Status: 'COMPLETED',
        ValidationStatus: 'SUCCESSFUL',
      })),
    },
  ],
};

async function withFaults(...rules: FaultRuleInput[]) {
  const simulator = await simulate(scenario);
  simulator.setFaults(rules);
  return simulator;
}

const errors: Partial<Record<FaultKind, object>> = {
  throttle: { name: 'ThrottlingException', message: 'Rate exceeded', $metadata: { httpStatusCode: 400 } },
  'too-many-requests': { name: 'TooManyRequestsException', $metadata: { httpStatusCode: 429 } },
  'internal-error': { name: 'InternalFailure', $metadata: { httpStatusCode: 500 } },
  'service-unavailable': { name: 'ServiceUnavailableException', $metadata: { httpStatusCode: 500 } },
  'dependency-failure': { name: 'DependencyFailureException', $metadata: { httpStatusCode: 500 } },
  'expired-token': { name: 'ExpiredTokenException', $metadata: { httpStatusCode: 403 } },
  'access-denied': {
    name: 'AccessDeniedException',
    message:
      'User: arn:aws:iam::111122223333:user/restore-test-monitor is not authorized to perform: backup:ListRestoreJobs on resource: *',
    $metadata: { httpStatusCode: 403 },
  },
  'denied-by-policy': {
    name: 'AccessDeniedException',
    message:
      'User: arn:aws:iam::111122223333:user/restore-test-monitor is not authorized to perform: backup:ListRestoreJobs on resource: * with an explicit deny in a service control policy',
    $metadata: { httpStatusCode: 403 },
  },
  'region-disabled': { name: 'UnrecognizedClientException', $metadata: { httpStatusCode: 403 } },
  'invalid-parameter': { name: 'InvalidParameterValueException', $metadata: { httpStatusCode: 400 } },
  'missing-parameter': { name: 'MissingParameterValueException', $metadata: { httpStatusCode: 400 } },
  'resource-not-found': { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 400 } },
  'html-503': { name: 'SyntaxError', $metadata: { httpStatusCode: 503 } },
  'non-json': { name: 'SyntaxError', $metadata: { httpStatusCode: 200 } },
  'cut-connection': { message: expect.stringContaining('socket hang up') },
  'truncated-body': { message: expect.stringContaining('aborted') },
  'string-timestamp': { name: 'TypeError' },
};

const ids = (output: ListRestoreJobsCommandOutput) => output.RestoreJobs?.map((job) => job.RestoreJobId);
const allIds = ['job-0', 'job-1', 'job-2', 'job-3', 'job-4', 'job-5'];

const outcomes: Partial<
  Record<FaultKind, (output: ListRestoreJobsCommandOutput, client: BackupClient) => unknown>
> = {
  slow: (output) => expect(ids(output)).toEqual(allIds),
  'empty-body': (output) => expect(output.RestoreJobs).toBeUndefined(),
  'short-page': (output) => {
    expect(ids(output)).toEqual(['job-0', 'job-1']);
    expect(output.NextToken).toBeDefined();
  },
  'empty-page': (output) => {
    expect(ids(output)).toEqual([]);
    expect(output.NextToken).toBeDefined();
  },
  'repeated-token': async ({ NextToken }, client) => {
    expect(NextToken).toBeDefined();
    await expect(client.send(new ListRestoreJobsCommand({ NextToken }))).resolves.toMatchObject({
      NextToken,
    });
  },
  'duplicate-rows': (output) => expect(ids(output)).toEqual(allIds.flatMap((id) => [id, id])),
  'explicit-nulls': ({ RestoreJobs }) => {
    expect(RestoreJobs?.[0]).toEqual({
      RestoreJobId: 'job-0',
      CreationDate: new Date(1_516_925_490_087),
      Status: 'COMPLETED',
      ValidationStatus: 'SUCCESSFUL',
    });
  },
  'exponent-timestamps': ({ RestoreJobs }) => {
    expect(RestoreJobs?.[0]?.CreationDate).toEqual(new Date(1_516_925_490_087));
  },
  'unknown-enum': ({ RestoreJobs }) => {
    expect(RestoreJobs?.[0]).toMatchObject({ Status: 'NEW_COMPLETED', ValidationStatus: 'NEW_SUCCESSFUL' });
  },
};

describe('the SDK under a fault', () => {
  it.each(faultKinds.filter((kind) => kind in errors))('%s throws', async (kind) => {
    const simulator = await withFaults({ kind });
    await expect(backupClient(simulator).send(list)).rejects.toMatchObject(errors[kind] ?? {});
    expect(simulator.requests).toEqual([expect.objectContaining({ fault: kind, accountId: '111122223333' })]);
  });

  it.each(faultKinds.filter((kind) => kind in outcomes))('%s answers', async (kind) => {
    const simulator = await withFaults({ kind, delay: '20ms' });
    const client = backupClient(simulator);
    await outcomes[kind]?.(await client.send(list), client);
    expect(simulator.requests[0]).toMatchObject({ fault: kind, status: 200 });
  });

  it('hang never answers', async () => {
    const simulator = await withFaults({ kind: 'hang' });
    const aborted = backupClient(simulator).send(list, { abortSignal: AbortSignal.timeout(100) });
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    expect(simulator.requests).toEqual([expect.objectContaining({ fault: 'hang', status: undefined })]);
  });

  it('slow answers after its delay', async () => {
    const simulator = await withFaults({ kind: 'slow', delay: '80ms', times: 1 });
    const startMs = performance.now();
    await backupClient(simulator).send(list);
    expect(performance.now() - startMs).toBeGreaterThan(75);
  });

  it('has a test for every kind', () => {
    const tested = new Set([...Object.keys(errors), ...Object.keys(outcomes), 'hang']);
    expect(faultKinds.filter((kind) => !tested.has(kind))).toEqual([]);
  });
});

describe('the bytes under a fault', () => {
  it.each([
    { kind: 'exponent-timestamps', shows: '"CreationDate":1.516925490087E9' },
    { kind: 'explicit-nulls', shows: '"NextToken":null' },
    { kind: 'explicit-nulls', shows: '"CompletionDate":null' },
    { kind: 'string-timestamp', shows: '"CreationDate":"2018-01-26T00:11:30.087Z"' },
    { kind: 'html-503', shows: '<html>' },
    { kind: 'throttle', shows: '"Code":"ThrottlingException","Message":"Rate exceeded"' },
  ] as const)('$kind shows $shows', async ({ kind, shows }) => {
    const simulator = await withFaults({ kind });
    expect((await signedRequest(simulator, '/restore-jobs')).body).toContain(shows);
  });

  it.each(['throttle', 'too-many-requests', 'service-unavailable', 'html-503'] as const)(
    '%s names its Retry-After',
    async (kind) => {
      const simulator = await withFaults({ kind, retryAfterSeconds: 2 });
      expect((await signedRequest(simulator, '/restore-jobs')).retryAfter).toBe('2');
      simulator.setFaults([{ kind }]);
      expect((await signedRequest(simulator, '/restore-jobs')).retryAfter).toBeUndefined();
    },
  );

  it.each([
    ['all rows', {}, []],
    ['the rows that hold a text', { holding: 'job-1' }, ['job-0', 'job-2', 'job-3', 'job-4', 'job-5']],
  ])('omitted-rows leaves out %s', async (_, rule, left) => {
    const simulator = await withFaults({ kind: 'omitted-rows', ...rule });
    const { RestoreJobs = [] } = await backupClient(simulator).send(list);
    expect(RestoreJobs.map(({ RestoreJobId }) => RestoreJobId)).toEqual(left);
  });

  it('bends the one row of a description as well', async () => {
    const simulator = await withFaults({ kind: 'unknown-enum' });
    const describeJob = new DescribeRestoreJobCommand({ RestoreJobId: 'job-0' });
    await expect(backupClient(simulator).send(describeJob)).resolves.toMatchObject({
      Status: 'NEW_COMPLETED',
    });
  });

  it.each([
    { kind: 'throttle', name: 'Throttling', status: 400 },
    { kind: 'access-denied', name: 'AccessDenied', status: 403 },
    { kind: 'expired-token', name: 'ExpiredToken', status: 403 },
    { kind: 'service-unavailable', name: 'ServiceUnavailable', status: 500 },
  ] as const)('$kind is $name at STS', async ({ kind, name, status }) => {
    const simulator = await withFaults({ kind });
    await expect(stsClient(simulator).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name,
      $metadata: { httpStatusCode: status },
    });
  });
});

async function statuses(rule: Omit<FaultRuleInput, 'kind'>, count = 4) {
  const simulator = await withFaults({ kind: 'throttle', ...rule });
  for (let n = 0; n < count; n++) await signedRequest(simulator, '/restore-jobs');
  return simulator.requests.map(({ status }) => status);
}

describe('a rule', () => {
  it('hits the first so many times', async () => {
    await expect(statuses({ times: 2 })).resolves.toEqual([400, 400, 200, 200]);
  });

  it.each([
    { rule: { operation: 'ListRestoreJobs' }, status: 400 },
    { rule: { operation: 'DescribeRestoreJob' }, status: 200 },
    { rule: { account: '111122223333' }, status: 400 },
    { rule: { account: 'monitoring' }, status: 400 },
    { rule: { account: 'payments' }, status: 200 },
    { rule: { region: 'eu-west-1' }, status: 400 },
    { rule: { region: 'eu-central-1' }, status: 200 },
    { rule: { account: 'monitoring', region: 'eu-central-1' }, status: 200 },
    { rule: { probability: 0 }, status: 200 },
    { rule: { probability: 1 }, status: 400 },
  ])('$rule gives $status', async ({ rule, status }) => {
    await expect(statuses(rule, 1)).resolves.toEqual([status]);
  });

  it('hits by chance, the same from run to run', async () => {
    const drawn = await statuses({ probability: 0.5 }, 40);
    const hits = drawn.filter((status) => status === 400).length;
    expect(hits).toBeGreaterThan(8);
    expect(hits).toBeLessThan(32);
    await expect(statuses({ probability: 0.5 }, 40)).resolves.toEqual(drawn);
  });

  it('holds in its time range', async () => {
    const startMs = Date.now();
    let nowMs = startMs;
    const faults = [{ kind: 'throttle', from: '10s', until: '20s' }] as const;
    const simulator = await simulate({ ...scenario, faults: [...faults] }, { clock: () => nowMs });
    for (const second of [9, 10, 19, 20]) {
      nowMs = startMs + second * 1000;
      await signedRequest(simulator, '/restore-jobs');
    }
    expect(simulator.requests.map(({ status }) => status)).toEqual([200, 400, 400, 200]);
  });

  it('on an account hits the AssumeRole into it', async () => {
    const simulator = await withFaults({ kind: 'throttle', account: 'payments', operation: 'AssumeRole' });
    await expect(memberCredentials(simulator, '444455556666')).rejects.toMatchObject({ name: 'Throttling' });
    await expect(memberCredentials(simulator, '111122223333')).resolves.toBeDefined();
  });

  it('is the first of those that match', async () => {
    const simulator = await withFaults({ kind: 'throttle', times: 1 }, { kind: 'internal-error' });
    await signedRequest(simulator, '/restore-jobs');
    await signedRequest(simulator, '/restore-jobs');
    expect(simulator.requests.map(({ fault }) => fault)).toEqual(['throttle', 'internal-error']);
    simulator.clearRequests();
    expect(simulator.requests).toEqual([]);
  });

  it('that the schema refuses is refused', async () => {
    const simulator = await simulate(scenario);
    expect(() => simulator.setFaults([{ kind: 'throttle', probability: 2 }])).toThrow(/probability/);
  });
});

describe('close', () => {
  it('ends hanging and slow requests', async () => {
    const simulator = await withFaults({ kind: 'hang', times: 1 }, { kind: 'slow', delay: '1h' });
    const answers = [signedRequest(simulator, '/restore-jobs'), signedRequest(simulator, '/restore-jobs')];
    const failures = Promise.allSettled(answers);
    await expectSoon(() => simulator.requests.length === 2);
    await simulator.close();
    expect((await failures).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

async function expectSoon(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
