import { describe, expect, it } from '@jest/globals';
import { accountIdOption } from '../../src/config/options/accounts-options.js';
import { roleSessionNameOption } from '../../src/config/options/aws-options.js';
import { organizationalUnitOption } from '../../src/config/options/organization-options.js';
import { summariesAccountOption } from '../../src/config/options/summaries-options.js';
import { globalRegionOf, isRegion, parseRoleArn, partitionOf } from '../../src/config/values/partition.js';
import { parseYamlSource } from '../../src/yaml/yaml-source.js';

describe('a region', () => {
  it.each([
    ['eu-central-1', 'aws', 'us-east-1'],
    ['us-east-1', 'aws', 'us-east-1'],
    ['cn-north-1', 'aws-cn', 'cn-northwest-1'],
    ['us-gov-east-1', 'aws-us-gov', 'us-gov-west-1'],
    ['us-iso-west-1', 'aws-iso', 'us-iso-east-1'],
    ['us-isob-east-1', 'aws-iso-b', 'us-isob-east-1'],
    ['eu-isoe-west-1', 'aws-iso-e', 'eu-isoe-west-1'],
    ['us-isof-south-1', 'aws-iso-f', 'us-isof-south-1'],
    ['eusc-de-east-1', 'aws-eusc', 'eusc-de-east-1'],
  ])('%s is of the partition %s, whose global services are in %s', (region, partition, globalRegion) => {
    expect([isRegion(region), partitionOf(region), globalRegionOf(partition)]).toEqual([
      true,
      partition,
      globalRegion,
    ]);
  });

  it('may have a number of two digits', () => {
    expect(isRegion('eu-central-12')).toBe(true);
  });

  it.each([
    '',
    'eu-central',
    'eu-central-',
    'eu-central-100',
    'Eu-central-1',
    'e-central-1',
    'eucentral1',
    ' eu-central-1',
    'eu-central-1 ',
    'eu--1',
    'europ-west-1',
  ])('is not %p', (text) => {
    expect(isRegion(text)).toBe(false);
  });
});

describe('the ARN of a role', () => {
  it.each([
    ['arn:aws:iam::111122223333:role/monitor', 'aws'],
    ['arn:aws-us-gov:iam::111122223333:role/a/path/monitor', 'aws-us-gov'],
    ['arn:aws:iam::111122223333:role/m+=,.@-_1', 'aws'],
    [`arn:aws:iam::111122223333:role/${'p'.repeat(511)}/${'m'.repeat(64)}`, 'aws'],
  ])('%s names partition and account', (arn, partition) => {
    expect(parseRoleArn(arn)).toEqual({ partition, accountId: '111122223333' });
  });

  it.each([
    'arn:aws:iam::111122223333:user/monitor',
    'arn:aws:iam::11112222333:role/monitor',
    'arn:aws:iam:eu-west-1:111122223333:role/monitor',
    'arn:azure:iam::111122223333:role/monitor',
    'arn:aws:iam::111122223333:role/',
    'arn:aws:iam::111122223333:role/a b/monitor',
    `arn:aws:iam::111122223333:role/${'p'.repeat(512)}/monitor`,
    `arn:aws:iam::111122223333:role/${'m'.repeat(65)}`,
    ' arn:aws:iam::111122223333:role/monitor',
    'arn:aws:iam::111122223333:role/monitor ',
  ])('is not %p', (arn) => {
    expect(parseRoleArn(arn)).toBeUndefined();
  });
});

describe('an option', () => {
  it.each([
    ['account', accountIdOption(), ['012345678901'], ['01234567890', '0123456789012', 'ANY']],
    [
      'account of summaries',
      summariesAccountOption(),
      ['012345678901', 'ANY', 'AGGREGATE_ALL'],
      ['0', '0123456789012', '01234567890a', 'MANY', 'ANYTHING', 'any'],
    ],
    [
      'organizational unit',
      organizationalUnitOption(),
      ['r-ab12', 'ou-ab12-12345678'],
      ['r-abc', 'or-ab12', 'ou-ab12-1234567', 'ou-ab12', 'you-ab12-12345678', 'ou-ab12-12345678/'],
    ],
    [
      'session name',
      roleSessionNameOption(),
      ['me', 'a+=,.@-_1', 'x'.repeat(64)],
      ['m', 'x'.repeat(65), 'me too', ' me', 'me/'],
    ],
  ])('of an %s takes what AWS takes', (_, option, good, bad) => {
    expect(good.filter((text) => !option.safeParse(text).success)).toEqual([]);
    expect(bad.filter((text) => option.safeParse(text).success)).toEqual([]);
  });

  it.each([accountIdOption(), summariesAccountOption()])(
    'of an account keeps its leading zeros',
    (schema) => {
      expect(parseYamlSource('012345678901', { file: 'f', schema })).toEqual({
        ok: true,
        value: '012345678901',
      });
    },
  );

  it('of a session name says what it takes', () => {
    expect(roleSessionNameOption().safeParse('').error?.issues[0]?.message).toBe(
      'expected a session name: 2 to 64 letters, digits and any of + = , . @ _ -',
    );
  });
});
