import { describe, expect, it } from '@jest/globals';
import { expandTargets, roleOf } from '../../src/targets/expand-targets.js';
import { targetKey } from '../../src/targets/target.js';

const roleArn = 'arn:aws:iam::111122223333:role/monitor';

describe('targets', () => {
  it('are each account in each of its regions, in the order of the configuration', () => {
    const targets = expandTargets(
      [
        {
          id: '111122223333',
          name: 'payments',
          roleArn,
          externalId: 'x',
          regions: ['eu-west-1', 'us-east-1'],
        },
        { id: '444455556666', roleArn, regions: ['eu-central-1'] },
        { id: '777788889999', name: 'own', regions: ['eu-west-1'] },
      ],
      ['ap-south-1'],
    );
    const payments = {
      accountId: '111122223333',
      accountName: 'payments',
      role: { arn: roleArn, externalId: 'x', stsRegion: 'eu-west-1' },
    };
    expect(targets).toStrictEqual([
      { ...payments, region: 'eu-west-1' },
      { ...payments, region: 'us-east-1' },
      {
        accountId: '444455556666',
        accountName: '444455556666',
        region: 'eu-central-1',
        role: { arn: roleArn, stsRegion: 'eu-central-1' },
      },
      { accountId: '777788889999', accountName: 'own', region: 'eu-west-1' },
    ]);
    expect(targets.map(targetKey)).toEqual([
      '111122223333/eu-west-1',
      '111122223333/us-east-1',
      '444455556666/eu-central-1',
      '777788889999/eu-west-1',
    ]);
  });

  it('are none in a region that is excluded', () => {
    const accounts = [
      { id: '111122223333', roleArn, regions: ['us-east-1', 'eu-west-1'], excludedRegions: ['us-*'] },
      {
        id: '444455556666',
        regions: ['us-east-1', 'eu-west-1', 'eu-west-2'],
        excludedRegions: ['*-?-1', '*west-2'],
      },
      { id: '777788889999', regions: ['us-east-1', 'eu-west-1'], excludedRegions: ['us', 'eu-*-?'] },
    ];
    expect(expandTargets(accounts, []).map(targetKey)).toEqual([
      '111122223333/eu-west-1',
      '444455556666/us-east-1',
      '444455556666/eu-west-1',
      '777788889999/us-east-1',
    ]);
    expect(expandTargets(accounts, [])[0]?.role).toEqual({ arn: roleArn, stsRegion: 'eu-west-1' });
    expect(expandTargets([], ['us-east-1', 'eu-west-1'], ['us-*']).map(({ region }) => region)).toEqual([
      'eu-west-1',
    ]);
  });

  it.each([
    [['ap-east-1', 'eu-west-3', 'us-east-1'], 'eu-west-3'],
    [['ap-east-1', 'me-south-1'], 'ap-east-1'],
    [['cn-north-1'], 'cn-north-1'],
  ])('of %p are entered by STS in a region that the account has enabled: %s', (regions, stsRegion) => {
    const targets = expandTargets([{ id: '111122223333', roleArn, regions }], []);
    expect(targets.map(({ role }) => role)).toEqual(regions.map(() => ({ arn: roleArn, stsRegion })));
  });

  it('have a role without an endpoint where no region is known yet', () => {
    expect(roleOf({ id: '111122223333', roleArn, regions: [] })).toStrictEqual({ arn: roleArn });
    expect(roleOf({ id: '111122223333', roleArn, regions: [], stsRegion: 'eu-west-1' })).toStrictEqual({
      arn: roleArn,
      stsRegion: 'eu-west-1',
    });
  });

  it('are of the own account, which is not known yet, where none is configured', () => {
    expect(expandTargets([], ['eu-west-1', 'us-east-1'])).toEqual([
      { accountId: '', accountName: '', region: 'eu-west-1' },
      { accountId: '', accountName: '', region: 'us-east-1' },
    ]);
  });
});
