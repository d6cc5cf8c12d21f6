import { ListRestoreJobsCommand, type RestoreJobsListMember } from '@aws-sdk/client-backup';
import { describe, expect, it } from '@jest/globals';
import { mapRestoreJob } from '../../../src/aws/operations/map-restore-job.js';
import { clientOf, serve } from '../tiny-server.js';

const arn = 'arn:aws:backup:eu-west-1:111122223333';
const everything = {
  AccountId: '111122223333',
  RestoreJobId: '1323657E-2AA4-1D94-2C48-5D7A423E7394',
  RecoveryPointArn: 'arn:aws:rds:eu-west-1:111122223333:snapshot:awsbackup:job-1',
  SourceResourceArn: 'arn:aws:rds:eu-west-1:111122223333:db:ledger',
  BackupVaultArn: `${arn}:backup-vault:Default`,
  CreationDate: 1_516_925_490.087,
  CompletionDate: 1_516_929_090.5,
  Status: 'COMPLETED',
  StatusMessage: 'done',
  PercentDone: '0.00%',
  BackupSizeInBytes: 8_589_934_592,
  IamRoleArn: 'arn:aws:iam::111122223333:role/backup',
  ExpectedCompletionTimeMinutes: 30,
  CreatedResourceArn: 'arn:aws:rds:eu-west-1:111122223333:db:awsbackup-restore-test-1',
  ResourceType: 'RDS',
  RecoveryPointCreationDate: 1_516_838_400,
  IsParent: true,
  ParentJobId: 'PARENT',
  CreatedBy: { RestoreTestingPlanArn: `${arn}:restore-testing-plan:daily_databases-5d7a423e` },
  ValidationStatus: 'SUCCESSFUL',
  ValidationStatusMessage: 'rows match',
  DeletionStatus: 'FAILED',
  DeletionStatusMessage: 'the tag was removed',
};

/** The rows of a list as they come out of the SDK. */
async function read(...rows: readonly object[]): Promise<RestoreJobsListMember[]> {
  const url = await serve({ status: 200, body: JSON.stringify({ RestoreJobs: rows, NextToken: null }) });
  return (await clientOf(url).send(new ListRestoreJobsCommand({}))).RestoreJobs ?? [];
}

const bare = { RestoreJobId: 'job-1', CreationDate: new Date(0) };
const mappedBare = {
  id: 'job-1',
  createdAt: new Date(0),
  status: 'unknown',
  resourceType: 'unknown',
  validation: 'NONE',
  deletion: 'NONE',
  isParent: false,
};

describe('a restore job of AWS', () => {
  it('has 23 members, each with a place of its own', async () => {
    expect((await read(everything)).map(mapRestoreJob)).toEqual([
      {
        id: '1323657E-2AA4-1D94-2C48-5D7A423E7394',
        accountId: '111122223333',
        createdAt: new Date(1_516_925_490_087),
        completedAt: new Date(1_516_929_090_500),
        status: 'COMPLETED',
        statusMessage: 'done',
        resourceType: 'RDS',
        plan: { arn: `${arn}:restore-testing-plan:daily_databases-5d7a423e`, name: 'daily_databases' },
        validation: 'SUCCESSFUL',
        validationMessage: 'rows match',
        deletion: 'FAILED',
        deletionMessage: 'the tag was removed',
        isParent: true,
        parentJobId: 'PARENT',
        sourceResourceArn: 'arn:aws:rds:eu-west-1:111122223333:db:ledger',
        createdResourceArn: 'arn:aws:rds:eu-west-1:111122223333:db:awsbackup-restore-test-1',
        recoveryPointArn: 'arn:aws:rds:eu-west-1:111122223333:snapshot:awsbackup:job-1',
        recoveryPointCreatedAt: new Date(1_516_838_400_000),
        backupVaultArn: `${arn}:backup-vault:Default`,
        iamRoleArn: 'arn:aws:iam::111122223333:role/backup',
        sizeBytes: 8_589_934_592,
        percentDone: '0.00%',
        expectedCompletionMinutes: 30,
      },
    ]);
    expect(Object.keys(everything)).toHaveLength(23);
  });

  it('needs an id and a creation, and nothing else', () => {
    expect(mapRestoreJob(bare)).toEqual(mappedBare);
  });

  it('may have null or nothing where a member is absent', async () => {
    const nulls = Object.fromEntries(Object.keys(everything).map((name) => [name, null]));
    const empty = Object.fromEntries(
      Object.entries(everything).map(([name, value]) => [name, typeof value === 'string' ? '' : null]),
    );
    const rows = await read(
      { ...nulls, RestoreJobId: 'job-1', CreationDate: 0 },
      { ...empty, RestoreJobId: 'job-1', CreationDate: 0, CreatedBy: { RestoreTestingPlanArn: null } },
    );
    expect(rows.map(mapRestoreJob)).toEqual([mappedBare, mappedBare]);
  });

  it('may have statuses and members of a newer AWS', async () => {
    const [row] = await read({
      RestoreJobId: 'job-1',
      CreationDate: 0,
      Status: 'PARTIAL',
      ValidationStatus: 'toString',
      DeletionStatus: 'EXPIRED',
      Surprise: { a: 1 },
    });
    expect(mapRestoreJob(row ?? {})).toEqual({
      ...mappedBare,
      validation: 'unknown',
      deletion: 'unknown',
    });
  });

  it.each(['PENDING', 'RUNNING', 'COMPLETED', 'ABORTED', 'FAILED'] as const)('may be %s', (status) => {
    expect(mapRestoreJob({ ...bare, Status: status }).status).toBe(status);
  });

  it.each(['VALIDATING', 'SUCCESSFUL', 'FAILED', 'TIMED_OUT'] as const)(
    'may be validated as %s',
    (status) => {
      expect(mapRestoreJob({ ...bare, ValidationStatus: status }).validation).toBe(status);
    },
  );

  it.each(['DELETING', 'SUCCESSFUL', 'FAILED'] as const)('may be deleted as %s', (status) => {
    expect(mapRestoreJob({ ...bare, DeletionStatus: status }).deletion).toBe(status);
  });

  it.each([
    ['1.578560834253E9', 1_578_560_834_253],
    ['1.5785608E9', 1_578_560_800_000],
    ['1516925490.087', 1_516_925_490_087],
    ['0', 0],
  ])('may be created at %s', async (moment, ms) => {
    const body = `{"RestoreJobs":[{"RestoreJobId":"job-1","CreationDate":${moment}}]}`;
    const url = await serve({ status: 200, body });
    const { RestoreJobs: rows } = await clientOf(url).send(new ListRestoreJobsCommand({}));
    expect(rows?.map((row) => mapRestoreJob(row).createdAt)).toEqual([new Date(ms)]);
  });

  it.each([
    [`${arn}:restore-testing-plan:daily-5d7a423e`, 'daily'],
    ['arn:aws-cn:backup:cn-north-1:111122223333:restore-testing-plan:weekly_all-1-2-3', 'weekly_all'],
    ['arn:aws-us-gov:backup:us-gov-west-1:111122223333:restore-testing-plan:Gov1-x', 'Gov1'],
    ['arn:aws-eusc:backup:eusc-de-east-1:111122223333:restore-testing-plan:eu-x', 'eu'],
    [`${arn}:restore-testing-plan:noid`, 'noid'],
    [`${arn}:restore-testing-plan:-odd`, '-odd'],
    [`${arn}:restore-testing-plan:my.plan-5d7a423e`, 'my.plan-5d7a423e'],
    [`${arn}:restore-testing-plan/daily-5d7a423e`, 'restore-testing-plan/daily-5d7a423e'],
    ['daily-5d7a423e', 'daily-5d7a423e'],
  ])('of the plan %s is of %s', (planArn, name) => {
    const { plan } = mapRestoreJob({ ...bare, CreatedBy: { RestoreTestingPlanArn: planArn } });
    expect(plan).toEqual({ arn: planArn, name });
  });

  it('has no half of a surrogate pair in a text', () => {
    const row = { ...bare, RestoreJobId: 'job-\ud800', StatusMessage: 'lost \udc00 half' };
    expect(mapRestoreJob(row)).toMatchObject({ id: 'job-\ufffd', statusMessage: 'lost \ufffd half' });
  });

  it.each<[string, RestoreJobsListMember, string]>([
    ['without an id', { CreationDate: new Date(0) }, 'a restore job has no RestoreJobId'],
    [
      'with an id that no URL can hold',
      { ...bare, RestoreJobId: 'x'.repeat(257) },
      'a restore job has a RestoreJobId of 257 characters',
    ],
    ['without a creation', { RestoreJobId: 'job-1' }, 'restore job job-1 has no CreationDate'],
    [
      'with an unreadable creation',
      { RestoreJobId: 'job-1', CreationDate: new Date(Number.NaN) },
      'restore job job-1 has an unreadable CreationDate',
    ],
    [
      'with an unreadable end',
      { ...bare, CompletionDate: new Date(Number.NaN) },
      'restore job job-1 has an unreadable CompletionDate',
    ],
    [
      'with an end after the year 9999',
      { ...bare, CompletionDate: new Date('+010000-01-01T00:00:00Z') },
      'restore job job-1 has an unreadable CompletionDate',
    ],
    [
      'with a creation before the year 0',
      { ...bare, CreationDate: new Date('-000001-12-31T00:00:00Z') },
      'restore job job-1 has an unreadable CreationDate',
    ],
  ])('%s is refused', (_, row, message) => {
    expect(() => mapRestoreJob(row)).toThrow(expect.objectContaining({ name: 'InvalidResponse', message }));
  });
});
