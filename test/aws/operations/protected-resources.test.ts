import { describe, expect, it } from '@jest/globals';
import { describeProtectedResource } from '../../../src/aws/operations/describe-protected-resource.js';
import { listProtectedResources } from '../../../src/aws/operations/list-protected-resources.js';
import { emptyLedger } from '../../../src/restores/ledger/ledger.js';
import { readResources } from '../../../src/sources/resources.js';
import { newTargetState } from '../../../src/targets/target-state.js';
import { type Answer, awsAnswering } from '../aws-answering.js';

const list = '/resources?maxResults=1000';
const arn = 'arn:aws:rds:eu-west-1:111122223333:db:ledger';

async function listed(...rows: object[]) {
  const { api, deadline } = await awsAnswering({ [list]: { Results: rows } });
  return listProtectedResources(api, deadline);
}

async function described(answer: Answer) {
  const { api, deadline } = await awsAnswering({ [`/resources/${arn}`]: answer });
  return describeProtectedResource(api, arn, deadline);
}

describe('ListProtectedResources', () => {
  it('has every member of a resource', async () => {
    const row = { ResourceArn: arn, ResourceType: 'RDS', ResourceName: 'ledger' };
    await expect(listed({ ...row, LastBackupTime: 1_700_000_000.5 })).resolves.toEqual({
      ok: true,
      value: [{ arn, resourceType: 'RDS', name: 'ledger', lastBackupAt: new Date(1_700_000_000_500) }],
    });
  });

  it.each([
    ['absent', {}],
    ['null or empty', { ResourceType: '', ResourceName: null, LastBackupTime: null }],
    ['unknown', { Owner: 'payments' }],
  ])('does without members that are %s', async (_, members) => {
    await expect(listed({ ResourceArn: arn, ...members })).resolves.toEqual({
      ok: true,
      value: [{ arn, resourceType: 'unknown' }],
    });
  });

  it.each([
    [
      'without an ARN',
      { ResourceType: 'RDS' },
      { reason: 'missing_field', message: 'a protected resource has no ResourceArn' },
    ],
    [
      'with a time that is text',
      { ResourceArn: 'arn:a', LastBackupTime: 'soon' },
      {
        reason: 'invalid_field',
        message: 'protected resource arn:a has an unreadable LastBackupTime',
        id: 'arn:a',
      },
    ],
  ])('refuses a resource %s, and reads the rest', async (_, row, refused) => {
    await expect(listed(row, { ResourceArn: arn, ResourceType: 'RDS' })).resolves.toEqual({
      ok: true,
      value: [{ arn, resourceType: 'RDS' }],
      refused: [{ operation: 'ListProtectedResources', ...refused }],
    });
  });

  it('is read over all its pages', async () => {
    const { api, deadline } = await awsAnswering({
      [list]: { Results: [{ ResourceArn: `${arn}-1` }], NextToken: 'two' },
      [`${list}&nextToken=two`]: { Results: [{ ResourceArn: `${arn}-2` }] },
    });
    const result = await listProtectedResources(api, deadline);
    expect(result.ok && result.value.map((each) => each.arn)).toEqual([`${arn}-1`, `${arn}-2`]);
  });
});

describe('DescribeProtectedResource', () => {
  const at = { LatestRestoreJobCreationDate: 1_700_000_000 };

  it.each([
    ['was restored', { ...at, LatestRestoreExecutionTimeMinutes: 12 }, new Date(1_700_000_000_000)],
    ['was restored in no time', { ...at, LatestRestoreExecutionTimeMinutes: 0 }, new Date(1_700_000_000_000)],
    ['has a restore that never completed', at, undefined],
    ['has a restore with a null time', { ...at, LatestRestoreExecutionTimeMinutes: null }, undefined],
    ['was never restored', { LastBackupTime: 1_700_000_000 }, undefined],
  ])('tells of a resource that %s', async (_, members, lastRestoredAt) => {
    await expect(described({ ResourceArn: arn, ...members })).resolves.toEqual({
      ok: true,
      value: { read: { lastRestoredAt } },
    });
  });

  it('refuses a resource with a date that cannot be read', async () => {
    const answer = { ResourceArn: arn, LatestRestoreJobCreationDate: 'soon' };
    await expect(described(answer)).resolves.toEqual({
      ok: true,
      value: {
        refused: {
          operation: 'DescribeProtectedResource',
          reason: 'invalid_field',
          message: `protected resource ${arn} has an unreadable LatestRestoreJobCreationDate`,
          id: arn,
        },
      },
    });
  });

  it('is gone where AWS no longer knows the resource', async () => {
    await expect(described('ResourceNotFoundException')).resolves.toEqual({ ok: true, value: 'gone' });
  });

  it.each([
    ['none', {}],
    [`${arn}2`, { ResourceArn: `${arn}2` }],
  ])('is an invalid response where AWS describes %s', async (other, answer) => {
    await expect(described(answer)).resolves.toMatchObject({
      ok: false,
      failure: {
        reason: 'invalid_response',
        message: `asked for resource ${arn}, AWS described ${other}`,
      },
    });
  });
});

describe('the resources of a target', () => {
  it('are read without the latest restore whose date cannot be read', async () => {
    const orders = `${arn}-orders`;
    const restored = { LatestRestoreJobCreationDate: 1_700_000_000, LatestRestoreExecutionTimeMinutes: 12 };
    const { api, deadline } = await awsAnswering({
      [list]: {
        Results: [
          { ResourceArn: arn, ResourceType: 'RDS' },
          { ResourceArn: orders, ResourceType: 'RDS' },
        ],
      },
      [`/resources/${arn}`]: { ResourceArn: arn, ...restored, LatestRestoreJobCreationDate: 'soon' },
      [`/resources/${orders}`]: { ResourceArn: orders, ...restored },
    });
    const target = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };
    const state = { ...newTargetState(target), restores: { ...emptyLedger, listedAt: new Date(0) } };
    await expect(readResources(api, state, 100, deadline)).resolves.toEqual({
      ok: true,
      value: {
        resources: [
          { arn, resourceType: 'RDS' },
          { arn: orders, resourceType: 'RDS' },
        ],
        lastRestores: new Map([[orders, new Date(1_700_000_000_000)]]),
      },
      refused: [
        {
          operation: 'DescribeProtectedResource',
          reason: 'invalid_field',
          message: `protected resource ${arn} has an unreadable LatestRestoreJobCreationDate`,
          id: arn,
        },
      ],
    });
  });
});
