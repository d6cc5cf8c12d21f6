import { describe, expect, it } from '@jest/globals';
import { runCommand } from './daemon.js';
import type { ConfigInput } from './daemon-config.js';
import { configuredAccounts, region } from './organization.js';

const env = { AWS_REGION: region };
const daemonRole = 'arn:aws:iam::111122223333:role/restore-test-monitor';
const accounts = configuredAccounts(['222233334444']);

function run(args: string[], config?: ConfigInput) {
  return runCommand(['iam-policy', ...args], { env, ...(config && { config }) }).exited;
}

describe('iam-policy', () => {
  it('prints what the own credentials need, without a file, as JSON', async () => {
    const { code, stdout, stderr } = await run([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { Version: version, Statement: statements } = JSON.parse(stdout);
    expect(version).toBe('2012-10-17');
    expect(statements[0]).toEqual({
      Sid: 'ReadRestoreJobs',
      Effect: 'Allow',
      Action: ['backup:ListRestoreJobs', 'backup:DescribeRestoreJob'],
      Resource: '*',
    });
  });

  it('prints what member roles need', async () => {
    const config = { accounts, summaries: { enabled: false }, plans: { enabled: false } };
    const { code, stdout } = await run(['--for', 'member'], config);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).Statement.map(({ Sid: sid }: { Sid: string }) => sid)).toEqual([
      'ReadRestoreJobs',
      'ListProtectedResources',
      'DescribeProtectedResources',
    ]);
  });

  it('prints the trust policy with a placeholder for the external id', async () => {
    const { code, stdout, stderr } = await run(['--trust', daemonRole], { accounts });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toContain('the-external-id');
    expect(JSON.parse(stdout).Statement).toEqual([
      {
        Sid: 'AssumedByDaemon',
        Effect: 'Allow',
        Principal: { AWS: daemonRole },
        Action: ['sts:AssumeRole'],
        Condition: { StringEquals: { 'sts:ExternalId': '${ExternalId}' } },
      },
    ]);
  });

  it('lets in the session tags of Pod Identity, and asks for no external id where none is configured', async () => {
    const withoutId = accounts.map((account) => ({ ...account, externalId: undefined }));
    const { stdout } = await run(['--trust', daemonRole, '--pod-identity'], { accounts: withoutId });
    const principal = { Effect: 'Allow', Principal: { AWS: daemonRole } };
    expect(JSON.parse(stdout).Statement).toEqual([
      { Sid: 'AssumedByDaemon', ...principal, Action: ['sts:AssumeRole'] },
      { Sid: 'TaggedByPodIdentity', ...principal, Action: ['sts:TagSession'] },
    ]);
  });

  it('tells which accounts have no external id where others have one', async () => {
    const [account = {}] = accounts;
    const other = {
      id: '333344445555',
      roleArn: 'arn:aws:iam::333344445555:role/monitor',
      regions: [region],
    };
    const { code, stderr } = await run(['--trust', daemonRole], { accounts: [account, other] });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^without an external id, .*: 333344445555$/m);
  });

  it.each([
    [['--for', 'member'], /^no account is entered by a role/],
    [['--trust', daemonRole], /^no account is entered by a role/],
    [['--pod-identity'], /^--pod-identity is of use only beside --trust/],
    [
      ['--trust', 'arn:aws:sts::111122223333:assumed-role/monitor/session'],
      /^--trust: expected the ARN of the role/,
    ],
    [['--trust', 'arn:aws:iam::111122223333:root'], /^--trust: expected the ARN of the role/],
    [['--for', 'nobody'], /Allowed choices are daemon, member/],
    [['--for', 'member', '--trust', daemonRole], /cannot be used with option/],
  ])('refuses %j', async (args, message) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('exits 2 on a bad configuration', async () => {
    const { code, stdout, stderr } = await run([], { accounts: [{ id: '12' }] });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('accounts[0].id');
  });
});
