import { describe, expect, it } from '@jest/globals';
import {
  type Exception,
  endOfDay,
  fitsLeftover,
  fitsPlan,
  fitsProtected,
  fitsTest,
  lastToEnd,
} from '../../../src/restores/coverage/exception.js';
import type { Leftover } from '../../../src/restores/ledger/leftover.js';
import type { ResourceFacts } from '../../../src/restores/coverage/resource-criteria.js';

const until = new Date('2026-04-01T00:00:00Z');
const everything: Exception = {
  name: '0',
  plan: '*',
  resourceType: '*',
  reason: 'It is known.',
  until,
};
const orders: ResourceFacts = {
  arn: 'arn:aws:rds:eu-central-1:111122223333:db:orders',
  accountId: '111122223333',
  accountName: 'production',
  region: 'eu-central-1',
  organizationalUnits: ['ou-ab12-11111111'],
  vaultArn: 'arn:aws:backup:eu-central-1:111122223333:backup-vault:Default',
  tags: new Map([['tier', '1']]),
};
const leftover: Leftover = {
  jobId: 'job-1',
  plan: 'daily',
  resourceType: 'RDS',
  createdResourceArn: 'arn:aws:rds:eu-central-1:111122223333:db:awsbackup-restore-test-1',
  sourceResourceArn: orders.arn,
  deletion: 'FAILED',
  reason: 'other',
  restoredAt: until,
  sizeBytes: 1,
};

/** What an exception with the criteria fits of a test, the resource, a leftover and the plan. */
function kindsOf(criteria: Partial<Exception>): string[] {
  const exception = { ...everything, ...criteria };
  return Object.entries({
    test: fitsTest(exception, 'daily', 'RDS', orders),
    resource: fitsProtected(exception, 'RDS', orders),
    leftover: fitsLeftover(exception, leftover, orders),
    plan: fitsPlan(exception, 'daily', { ...orders, arn: '' }),
  }).flatMap(([kind, fits]) => (fits ? [kind] : []));
}

describe('an exception', () => {
  it.each<[string, Partial<Exception>, string[]]>([
    ['a resource type', { resourceType: 'R?S' }, ['test', 'resource']],
    ['another resource type', { resourceType: 'S3' }, []],
    ['a resource', { resources: ['*:db:orders'] }, ['test', 'resource']],
    ['another resource', { resources: ['*:db:orders-2'] }, []],
    ['an account', { accounts: ['prod*'] }, ['test', 'resource']],
    ['an organizational unit', { organizationalUnits: ['ou-ab12-11111111'] }, ['test', 'resource']],
    ['a tag', { tags: [{ key: 'tier', value: '1' }] }, ['test', 'resource']],
    ['a plan', { plan: 'da*' }, ['test', 'plan']],
    ['a plan in a region', { plan: 'daily', regions: ['eu-*'] }, ['test', 'plan']],
    ['a plan in an account', { plan: 'daily', accounts: ['production'] }, ['test', 'plan']],
    ['a plan in another account', { plan: 'daily', accounts: ['sandbox'] }, []],
    ['another plan', { plan: 'weekly' }, []],
    ['a plan and a resource type', { plan: 'daily', resourceType: 'RDS' }, ['test']],
    ['a plan and a resource', { plan: 'daily', resources: ['*:db:orders'] }, ['test']],
    ['a plan and a vault', { plan: 'daily', vaults: ['Default'] }, ['test']],
    ['a plan and a tag', { plan: 'daily', tags: [{ key: 'tier' }] }, ['test']],
    ['a leftover', { createdResources: ['*:awsbackup-restore-test-?'] }, ['leftover']],
    ['another leftover', { createdResources: ['*:awsbackup-restore-test-2'] }, []],
    ['a leftover of a plan', { createdResources: ['*'], plan: 'daily' }, ['leftover']],
    ['a leftover of another plan', { createdResources: ['*'], plan: 'weekly' }, []],
    ['a leftover of another type', { createdResources: ['*'], resourceType: 'S3' }, []],
    ['a leftover of a resource', { createdResources: ['*'], resources: ['*:db:orders'] }, ['leftover']],
    ['a leftover of another resource', { createdResources: ['*'], resources: ['*:db:stock'] }, []],
  ])('by %s is about its kinds', (_, criteria, kinds) => {
    expect(kindsOf(criteria)).toEqual(kinds);
  });

  it('ends at the end of its day in UTC', () => {
    expect(endOfDay('2026-12-31')).toEqual(new Date('2027-01-01T00:00:00Z'));
  });

  it('holds until its end, and of several the one that ends last does', () => {
    const later = { ...everything, name: 'later', until: new Date(until.getTime() + 1) };
    expect(lastToEnd([everything, later], new Date(0))).toBe(later);
    expect(lastToEnd([later, everything], new Date(0))).toBe(later);
    expect(lastToEnd([everything, later], until)).toBe(later);
    expect(lastToEnd([everything], until)).toBeUndefined();
    expect(lastToEnd([], new Date(0))).toBeUndefined();
  });
});
