import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse, type ScalarTag } from 'yaml';
import type { Operation } from '../../src/aws/operation.js';
import { operations } from '../../src/aws/operations.js';
import type { Statement } from '../../src/iam/policy-document.js';

const table: readonly Operation[] = operations;
const ofAccounts = actionsOf(table.filter(({ caller }) => caller === 'account'));
const json = (name: string): Statement[] => JSON.parse(readFileSync(`config/iam/${name}`, 'utf8')).Statement;

it('has policies that name exactly the actions of the table', () => {
  expect(actionsIn(json('daemon-policy.json'))).toEqual(actionsOf(table));
  expect(actionsIn(json('member-policy.json'))).toEqual(ofAccounts);
  expect(actionsIn(json('member-trust-policy.json'))).toEqual(['sts:AssumeRole']);
});

describe('the CloudFormation template', () => {
  const { Parameters: parameters, Resources: resources } = cloudFormation();
  const { AssumeRolePolicyDocument: trust, Policies: policies, RoleName: name } = resources.Role.Properties;
  const [policy] = policies;

  it('names exactly the actions of the table, by the same statements', () => {
    const statements: Statement[] = policy.PolicyDocument.Statement;
    expect(actionsIn(statements)).toEqual(ofAccounts);
    expect(actionsBySid(statements)).toEqual(actionsBySid(json('member-policy.json')));
  });

  it('lets in the daemon, by the external id where there is one, and its tags where it has some', () => {
    const daemon = { AWS: { Ref: 'DaemonRoleArn' } };
    const externalId = { StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } } };
    const nothing = { Ref: 'AWS::NoValue' };
    expect(trust.Statement).toEqual([
      expect.objectContaining({
        Principal: daemon,
        Action: ['sts:AssumeRole'],
        Condition: { If: ['HasExternalId', externalId, nothing] },
      }),
      {
        If: [
          'HasSessionTags',
          expect.objectContaining({ Principal: daemon, Action: ['sts:TagSession'] }),
          nothing,
        ],
      },
    ]);
  });

  it('has a use for each parameter, and refers to none that it does not have', () => {
    expect(name).toEqual({ Ref: 'RoleName' });
    const text = readFileSync('config/iam/member-role.cloudformation.yaml', 'utf8');
    const referred = [...text.matchAll(/!Ref (\w+)(?!\w|::)/g)].map(([, parameter = '']) => parameter);
    expect([...new Set(referred)].toSorted()).toEqual(Object.keys(parameters).toSorted());
  });

  it('takes the external ids and roles that the configuration and the daemon have', () => {
    const externalId = patternOf(parameters.ExternalId);
    expect(['', 'some-id', 'a'].map((value) => externalId.test(value))).toEqual([true, true, false]);
    const daemonRole = patternOf(parameters.DaemonRoleArn);
    expect(daemonRole.test('arn:aws-cn:iam::111122223333:role/path/monitor')).toBe(true);
    expect(daemonRole.test('arn:aws:iam::111122223333:root')).toBe(false);
  });
});

describe('the Terraform example', () => {
  const files = readdirSync('config/iam/terraform').filter((name) => name.endsWith('.tf'));
  const text = files.map((name) => readFileSync(`config/iam/terraform/${name}`, 'utf8')).join('\n');
  const all = (pattern: RegExp) =>
    [...new Set([...text.matchAll(pattern)].map(([, found = '']) => found))].toSorted();

  it('names exactly the actions of the table', () => {
    const written = all(/"((?:backup|account|organizations|sts|tag):\w+)"/g).filter(
      (each) => each !== 'sts:ExternalId',
    );
    expect(written).toEqual([...ofAccounts, 'sts:AssumeRole', 'sts:TagSession'].toSorted());
    const sids = json('member-policy.json').map(({ Sid }) => Sid);
    expect(all(/sid += "(\w+)"/g)).toEqual(['AssumedByDaemon', ...sids].toSorted());
  });

  it('closes what it opens', () => {
    let rest = text.replaceAll(/#.*$/gm, '').replaceAll(/"(?:[^"\\]|\\.)*"/g, '');
    for (let before = ''; before !== rest; ) {
      before = rest;
      rest = rest.replaceAll(/\{[^{}[\]()]*\}|\[[^{}[\]()]*\]|\([^{}[\]()]*\)/g, '');
    }
    expect(rest).not.toMatch(/[{}[\]()]/);
  });

  it('uses what it declares, and declares what it uses', () => {
    expect(all(/\bvar\.(\w+)/g)).toEqual(all(/^variable "(\w+)"/gm));
    const data = [...text.matchAll(/^data "(\w+)" "(\w+)"/gm)].map(([, type, name]) => `${type}.${name}`);
    expect(all(/\bdata\.(\w+\.\w+)/g)).toEqual(data.toSorted());
  });
});

function actionsOf(rows: readonly Operation[]): string[] {
  return rows.flatMap(({ actions }) => actions).toSorted();
}

function actionsIn(statements: readonly Statement[]): string[] {
  return statements.flatMap(({ Action }) => Action).toSorted();
}

function actionsBySid(statements: readonly Statement[]) {
  return statements.map(({ Sid, Action }) => [Sid, Action]);
}

function patternOf({ AllowedPattern }: { AllowedPattern: string }): RegExp {
  return new RegExp(`^(?:${AllowedPattern})$`);
}

/** The template with each function of CloudFormation as a map of one entry. */
function cloudFormation() {
  const names = ['Ref', 'Sub', 'GetAtt', 'If', 'Not', 'Equals'];
  const customTags = names.flatMap((name) => [
    { tag: `!${name}`, resolve: (value: string) => ({ [name]: value }) } satisfies ScalarTag,
    {
      tag: `!${name}`,
      collection: 'seq' as const,
      resolve: (items: { toJSON(): unknown }) => ({ [name]: items.toJSON() }),
    },
  ]);
  return parse(readFileSync('config/iam/member-role.cloudformation.yaml', 'utf8'), { customTags });
}
