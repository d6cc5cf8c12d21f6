import { expect, it } from '@jest/globals';
import { type ApplicationEntry, applicationsOf } from '../../../src/restores/coverage/application-entry.js';
import type { ResourceFacts } from '../../../src/restores/coverage/resource-criteria.js';

const orders: ResourceFacts = {
  arn: 'arn:aws:rds:eu-central-1:111122223333:db:orders',
  accountId: '111122223333',
  accountName: 'production',
  region: 'eu-central-1',
  organizationalUnits: [],
  tags: new Map([
    ['app', 'shop'],
    ['owner', ''],
  ]),
};

const named = (name: string, more: Partial<ApplicationEntry> = {}): ApplicationEntry => ({
  named: { name },
  resourceType: '*',
  ...more,
});
const byTag = (tag: string, more: Partial<ApplicationEntry> = {}): ApplicationEntry => ({
  named: { byTag: tag },
  resourceType: '*',
  ...more,
});

it.each<[string, ApplicationEntry[], string[]]>([
  ['an entry without criteria', [named('all')], ['all']],
  [
    'each entry that fits',
    [named('a', { accounts: ['prod*'] }), named('b', { regions: ['eu-*'] })],
    ['a', 'b'],
  ],
  ['none that fits other resources', [named('a', { resources: ['arn:aws:s3:::*'] })], []],
  ['none that fits other types', [named('a', { resourceType: 'S3' })], []],
  ['two entries of one name once', [named('a'), named('a', { resourceType: 'R*' })], ['a']],
  ['the value of its tag', [byTag('app')], ['shop']],
  ['the value of its tag, where the rest fits', [byTag('app', { accounts: ['sandbox'] })], []],
  ['none by a tag that it does not have', [byTag('team')], []],
  ['none by a tag without a value', [byTag('owner')], []],
  ['a name and the same value of a tag once', [named('shop'), byTag('app')], ['shop']],
])('is of %s', (_, entries, expected) => {
  expect([...applicationsOf(entries, 'RDS', orders)]).toEqual(expected);
});

it('is of no application by a tag where no tags are known', () => {
  expect(applicationsOf([byTag('app')], 'RDS', { ...orders, tags: undefined })).toEqual(new Set());
});
