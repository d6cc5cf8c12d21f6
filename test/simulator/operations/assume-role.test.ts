import { type BackupClient, ListRestoreJobsCommand } from '@aws-sdk/client-backup';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
} from '@aws-sdk/client-sts';
import { describe, expect, it } from '@jest/globals';
import type { ScenarioInput } from '../../../src/simulator/scenario/scenario.js';
import { simulate } from '../running-simulator.js';
import { backupClient, memberCredentials, stsClient } from '../signed-clients.js';

const scenario: ScenarioInput = {
  regions: ['eu-west-1', 'cn-north-1'],
  role: { name: 'monitor' },
  accounts: [
    { id: '111122223333', name: 'monitoring' },
    { id: '444455556666', name: 'payments' },
    { id: '777788889999', name: 'web-shop', role: { name: 'guarded', externalId: 'secret-word' } },
    { id: '222233334444', name: 'closed', denied: true },
  ],
  jobs: ['monitoring', 'payments'].map((account) => ({
    account,
    region: 'eu-west-1',
    rows: [{ RestoreJobId: `job-of-${account}`, CreationDate: '-1h' }],
  })),
};

function assume(input: Partial<AssumeRoleCommandInput>) {
  return new AssumeRoleCommand({
    RoleArn: 'arn:aws:iam::444455556666:role/monitor',
    RoleSessionName: 'test',
    ...input,
  });
}

async function idsOf(client: BackupClient) {
  const { RestoreJobs } = await client.send(new ListRestoreJobsCommand({}));
  return RestoreJobs?.map(({ RestoreJobId }) => RestoreJobId);
}

describe('AssumeRole', () => {
  it('gives credentials of the member account until they expire', async () => {
    const simulator = await simulate(scenario);
    const before = Date.now();
    const answer = await stsClient(simulator).send(assume({ DurationSeconds: 900 }));
    const lifetimeMs = (answer.Credentials?.Expiration?.getTime() ?? 0) - before;
    expect(lifetimeMs).toBeGreaterThan(898_000);
    expect(lifetimeMs).toBeLessThanOrEqual(905_000);
    expect(answer.AssumedRoleUser?.Arn).toBe('arn:aws:sts::444455556666:assumed-role/monitor/test');

    const credentials = await memberCredentials(simulator, '444455556666');
    await expect(
      stsClient(simulator, { credentials }).send(new GetCallerIdentityCommand({})),
    ).resolves.toMatchObject({
      Account: '444455556666',
      Arn: 'arn:aws:sts::444455556666:assumed-role/monitor/test',
    });
  });

  it('shows each account only its own jobs', async () => {
    const simulator = await simulate(scenario);
    const credentials = await memberCredentials(simulator, '444455556666');
    await expect(idsOf(backupClient(simulator, { credentials }))).resolves.toEqual(['job-of-payments']);
    await expect(idsOf(backupClient(simulator))).resolves.toEqual(['job-of-monitoring']);
  });

  it.each([
    { RoleArn: 'arn:aws:iam::777788889999:role/guarded', ExternalId: 'secret-word' },
    { RoleArn: 'arn:aws:iam::444455556666:role/monitor', ExternalId: 'not-asked-for' },
    { RoleArn: 'arn:aws:iam::444455556666:role/some/path/monitor' },
  ])('grants $RoleArn with external id $ExternalId', async (input) => {
    const simulator = await simulate(scenario);
    await expect(stsClient(simulator).send(assume(input))).resolves.toHaveProperty(
      'Credentials.SessionToken',
    );
  });

  it.each([
    { what: 'an account of its own refusal', RoleArn: 'arn:aws:iam::222233334444:role/monitor' },
    { what: 'an unknown account', RoleArn: 'arn:aws:iam::999999999999:role/monitor' },
    { what: 'another role', RoleArn: 'arn:aws:iam::444455556666:role/admin' },
    { what: 'a missing external id', RoleArn: 'arn:aws:iam::777788889999:role/guarded' },
    { what: 'a wrong external id', RoleArn: 'arn:aws:iam::777788889999:role/guarded', ExternalId: 'guess' },
    { what: 'another partition', RoleArn: 'arn:aws-cn:iam::444455556666:role/monitor' },
  ])('denies $what', async ({ RoleArn, ExternalId }) => {
    const simulator = await simulate(scenario);
    await expect(stsClient(simulator).send(assume({ RoleArn, ExternalId }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: arn:aws:iam::111122223333:user/restore-test-monitor is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
      $metadata: { httpStatusCode: 403 },
    });
  });

  it.each([
    { RoleArn: 'not-an-arn' },
    { RoleSessionName: 'no spaces' },
    { DurationSeconds: 899 },
    { DurationSeconds: 43_201 },
  ])('finds %j invalid', async (input) => {
    const simulator = await simulate(scenario);
    await expect(stsClient(simulator).send(assume(input))).rejects.toMatchObject({
      name: 'ValidationError',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it.each(['SUSPENDED', 'CLOSED'] as const)('denies the role of an account that is %s', async (state) => {
    const accounts = (scenario.accounts ?? []).map((account) => ({ ...account, state }));
    const simulator = await simulate({ ...scenario, accounts });
    await expect(stsClient(simulator).send(assume({}))).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('limits a session to what the role gives', async () => {
    const simulator = await simulate(scenario);
    await expect(stsClient(simulator).send(assume({ DurationSeconds: 3601 }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('MaxSessionDuration'),
    });
    const generous = await simulate({ ...scenario, role: { name: 'monitor', maxSession: '12h' } });
    await expect(stsClient(generous).send(assume({ DurationSeconds: 43_200 }))).resolves.toBeDefined();
  });

  it('limits a chained session to one hour', async () => {
    const simulator = await simulate(scenario);
    const credentials = await memberCredentials(simulator, '444455556666');
    const chained = stsClient(simulator, { credentials });
    await expect(chained.send(assume({ DurationSeconds: 3600 }))).resolves.toBeDefined();
    await expect(chained.send(assume({ DurationSeconds: 3601 }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('role chaining'),
    });
  });

  it('gives credentials that belong together and to one partition', async () => {
    const simulator = await simulate(scenario);
    const credentials = await memberCredentials(simulator, '444455556666');
    const other = await memberCredentials(simulator, '111122223333');
    const list = new ListRestoreJobsCommand({});
    const mixed = { ...credentials, accessKeyId: other.accessKeyId };
    const refused = { name: 'UnrecognizedClientException' };
    await expect(backupClient(simulator, { credentials: mixed }).send(list)).rejects.toMatchObject(refused);
    await expect(
      backupClient(simulator, { credentials, region: 'cn-north-1' }).send(list),
    ).rejects.toMatchObject(refused);
    await expect(backupClient(simulator, { region: 'cn-north-1' }).send(list)).resolves.toBeDefined();
  });

  it('records the account of the role', async () => {
    const simulator = await simulate(scenario);
    await memberCredentials(simulator, '444455556666');
    expect(simulator.requests).toEqual([
      expect.objectContaining({ operation: 'AssumeRole', accountId: '444455556666', region: 'eu-west-1' }),
    ]);
  });
});
