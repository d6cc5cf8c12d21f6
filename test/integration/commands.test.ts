import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { restoreJobView } from '../../src/views/restore-job-view.js';
import { simulate } from '../simulator/running-simulator.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { runCommand } from './daemon.js';
import { type ConfigInput, configText } from './daemon-config.js';
import { parseExposition, select, sum } from './exposition-lines.js';
import { accountIds, configuredAccounts, mixedRows, organization, region, testRow } from './organization.js';

const ids = accountIds(2);
const [first = '', second = ''] = ids;
const config: ConfigInput = { accounts: configuredAccounts(ids), log: { level: 'warn', format: 'json' } };

async function run(args: string[], options: Parameters<typeof runCommand>[1] = {}) {
  return runCommand(args, options).exited;
}

describe('once', () => {
  it('prints what is known of every target and exits 0', async () => {
    const simulator = await simulate(organization(ids, mixedRows));
    const { code, stdout, stderr } = await run(['once'], { simulator, config });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const samples = parseExposition(stdout);
    expect(sum(samples, 'aws_backup_restore_jobs')).toBe(20);
    expect(select(samples, 'restore_test_monitor_target_up')).toEqual([1, 1]);
    expect(stdout).not.toMatch(/^(process|nodejs)_/m);
  });

  it('prints what it could read, says what it could not on stderr, and exits 1', async () => {
    const faults = [{ kind: 'access-denied', account: second } as const];
    const simulator = await simulate(organization(ids, mixedRows, { faults }));
    const { code, stdout, stderr } = await run(['once'], { simulator, config });
    expect(code).toBe(1);
    const samples = parseExposition(stdout);
    expect(sum(samples, 'aws_backup_restore_jobs', { aws_account_id: first })).toBe(10);
    expect(select(samples, 'restore_test_monitor_target_up', { aws_account_id: second })).toEqual([0]);
    const lines = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'warn', account: second, region, reason: 'access_denied' }),
    );
  });

  it('watches the account of its own credentials when it is told nothing but a region', async () => {
    const rows = mixedRows('111122223333');
    const simulator = await simulate({
      regions: [region],
      accounts: [{ id: '111122223333', name: 'monitoring' }],
      jobs: [{ account: 'monitoring', region, rows }],
    });
    const { code, stdout } = await run(['once'], { simulator });
    expect(code).toBe(0);
    const own = { aws_account_id: '111122223333', aws_account: '111122223333', aws_region: region };
    expect(sum(parseExposition(stdout), 'aws_backup_restore_jobs', own)).toBe(10);
    expect(simulator.requests.map(({ operation }) => operation)).not.toContain('AssumeRole');
  });

  it('shows the own account as failing, without an id, while its credentials are refused', async () => {
    const simulator = await simulate({ regions: [region], accounts: [{ id: '111122223333', name: 'm' }] });
    const env = { AWS_SECRET_ACCESS_KEY: 'not-the-secret-that-AWS-knows' };
    const { code, stdout } = await run(['once'], { simulator, env });
    expect(code).toBe(1);
    const nobody = { aws_account_id: '', aws_region: region };
    const samples = parseExposition(stdout);
    expect(select(samples, 'restore_test_monitor_target_up', nobody)).toEqual([0]);
    const denied = { ...nobody, reason: 'access_denied' };
    expect(select(samples, 'restore_test_monitor_target_failure_reason', denied)).toEqual([1]);
  });

  it('refuses the restore jobs of another account than the configured one', async () => {
    const simulator = await simulate({
      regions: [region],
      accounts: [{ id: '111122223333', name: 'monitoring' }],
      jobs: [{ account: 'monitoring', region, rows: mixedRows('111122223333') }],
    });
    const wrong = {
      accounts: [{ id: '999900001111', regions: [region] }],
      log: { level: 'warn', format: 'json' },
    };
    const { code, stdout, stderr } = await run(['once'], { simulator, config: wrong });
    expect(code).toBe(1);
    expect(sum(parseExposition(stdout), 'aws_backup_restore_jobs')).toBe(0);
    expect(stderr).toContain('the credentials for account 999900001111 belong to account 111122223333');
  });

  it.each([
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
  ])('assumes the role of the partition of %s', async (partitionRegion, partition) => {
    const rows = [testRow(first, 0)];
    const simulator = await simulate({
      regions: [partitionRegion],
      role: { name: 'monitor' },
      accounts: [
        { id: '111122223333', name: 'monitoring' },
        { id: first, name: 'member' },
      ],
      jobs: [{ account: first, region: partitionRegion, rows }],
    });
    const account = {
      id: first,
      roleArn: `arn:${partition}:iam::${first}:role/monitor`,
      regions: [partitionRegion],
    };
    const env = { AWS_REGION: partitionRegion };
    const { code, stdout } = await run(['once'], { simulator, env, config: { accounts: [account] } });
    expect(code).toBe(0);
    expect(sum(parseExposition(stdout), 'aws_backup_restore_jobs', { aws_region: partitionRegion })).toBe(1);
  });
});

describe('job', () => {
  const failed = testRow(first, 0, {
    Status: 'FAILED',
    StatusMessage: 'No default VPC for this user',
    ValidationStatus: null,
    DeletionStatus: null,
    PercentDone: '0.00%',
    BackupSizeInBytes: 4096,
    IamRoleArn: `arn:aws:iam::${first}:role/restore`,
    ExpectedCompletionTimeMinutes: 30,
  });

  it('describes a job by the name of its account: every field, the verdict and why', async () => {
    const simulator = await simulate(organization(ids, () => [failed]));
    const args = ['job', `account-${first}`, region, failed.RestoreJobId ?? ''];
    const { code, stdout, stderr } = await run(args, { simulator, config });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^verdict +failed$/m);
    expect(stdout).toMatch(/^why +The restore failed: No default VPC for this user\.$/m);
    expect(stdout).toMatch(/^failureReason +no_default_vpc$/m);
    expect(stdout.trim().split('\n')).toHaveLength(29);
  });

  it('tells of a completed job with a message that it is partial, and AWS says why', async () => {
    const message = `One or more objects failed to be restored from arn:aws:backup:${region}:${first}:recovery-point:1 to reports.`;
    const partial = testRow(first, 0, {
      Status: 'COMPLETED',
      StatusMessage: message,
      ValidationStatus: 'SUCCESSFUL',
    });
    const simulator = await simulate(organization(ids, () => [partial]));
    const args = ['job', first, region, partial.RestoreJobId ?? ''];
    const text = await run(args, { simulator, config });
    expect(text.stdout).toMatch(/^verdict +partial$/m);
    expect(text.stdout).toContain(`The restore completed without some of its objects: ${message}`);
    const json = await run([...args, '--json'], { simulator, config });
    expect(JSON.parse(json.stdout)).toMatchObject({
      verdict: 'partial',
      why: `The restore completed without some of its objects: ${message}`,
      failureReason: 'objects_not_restored',
      issue: 'objects_not_restored',
      validationStatus: 'SUCCESSFUL',
      statusMessage: message,
    });
  });

  it('shows the jobs of a composite restore, and the parent of each', async () => {
    const rows = [
      testRow(first, 0, { Status: 'RUNNING', ResourceType: 'EKS', IsParent: true, CreatedBy: null }),
      testRow(first, 1, { Status: 'FAILED', ResourceType: 'EBS', CreatedBy: null }),
      testRow(first, 2, { Status: 'COMPLETED', ResourceType: 'S3', CreatedBy: null }),
      testRow(first, 3, { Status: 'COMPLETED', ResourceType: 'S3' }),
    ];
    const [parent = '', volume = '', bucket = ''] = rows.map(({ RestoreJobId }) => RestoreJobId ?? '');
    const family = rows.map((row, index) => ([1, 2].includes(index) ? { ...row, ParentJobId: parent } : row));
    const simulator = await simulate(organization(ids, (id) => (id === first ? family : [])));
    const childJobs = [`${volume} EBS FAILED`, `${bucket} S3 COMPLETED`];

    const json = await run(['job', first, region, parent, '--json'], { simulator, config });
    expect(JSON.parse(json.stdout)).toMatchObject({ isParent: true, childJobs });
    const text = await run(['job', first, region, parent], { simulator, config });
    expect(text.stdout).toMatch(new RegExp(`^childJobs +${childJobs.join(', ')}$`, 'm'));
    const child = await run(['job', first, region, volume, '--json'], { simulator, config });
    expect(JSON.parse(child.stdout)).toMatchObject({ isParent: false, parentJobId: parent });
    expect(JSON.parse(child.stdout)).not.toHaveProperty('childJobs');
  });

  it('prints the same as JSON', async () => {
    const simulator = await simulate(organization(ids, () => [failed]));
    const args = ['job', first, region, failed.RestoreJobId ?? '', '--json'];
    const { code, stdout } = await run(args, { simulator, config });
    expect(code).toBe(0);
    const view: unknown = JSON.parse(stdout);
    expect(restoreJobView.parse(view)).toEqual(view);
    expect(view).toMatchObject({
      verdict: 'failed',
      failureReason: 'no_default_vpc',
      accountId: first,
      restoreTestingPlan: 'nightly',
      status: 'FAILED',
      percentDone: '0.00%',
      backupSizeInBytes: 4096,
      expectedCompletionTimeMinutes: 30,
      validationStatus: 'NONE',
    });
  });

  it.each([
    ['an id that AWS does not know', [first, region, 'NO-SUCH-JOB'], 1, /knows no restore job NO-SUCH-JOB/],
    [
      'an account that is not configured',
      ['elsewhere', region, 'X'],
      2,
      /no account elsewhere is configured; there are: /,
    ],
  ])('says what is wrong with %s', async (_, args, code, message) => {
    const simulator = await simulate(organization(ids, () => [failed]));
    const exit = await run(['job', ...args], { simulator, config });
    expect({ code: exit.code, stdout: exit.stdout }).toEqual({ code, stdout: '' });
    expect(exit.stderr).toMatch(message);
  });
});

describe('the command line', () => {
  it.each([['check-config'], ['serve'], ['once']])(
    '%s names every problem at once and exits 2',
    async (command) => {
      const bad = {
        accounts: [{ id: '12', regoins: ['eu-west-1'] }],
        poll: { schedule: 'now and then' },
        lookback: '1d',
        log: { level: 'loud' },
      };
      const { code, stdout, stderr } = await run([command], { config: bad, env: { AWS_REGION: region } });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      const lines = stderr.trim().split('\n');
      for (const line of lines) expect(line).toMatch(/config\.yaml:\d+:\d+: \S+: .+/);
      for (const path of [
        'accounts[0].id',
        'accounts[0].regoins',
        'poll.schedule',
        'lookback',
        'log.level',
      ]) {
        expect(lines.filter((line) => line.includes(` ${path}: `))).toHaveLength(1);
      }
    },
  );

  it('check-config tells what would be watched', async () => {
    const { code, stdout, stderr } = await run(['check-config'], { config });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('valid: 2 accounts, 1 region, 2 targets, polled every 1s');
    expect(stdout).not.toContain('the-external-id');
  });

  it('check-config takes files as arguments, and exits 2 where one of them is wrong', async () => {
    const directory = temporaryDirectory();
    const [good, bad] = [join(directory, 'good.yaml'), join(directory, 'bad.yaml')];
    writeFileSync(good, configText(config));
    writeFileSync(bad, 'lokback: 1d\n');
    const right = await run(['check-config', good]);
    expect(right).toMatchObject({ code: 0, stderr: '' });
    expect(right.stdout).toContain(`${good}: valid: 2 accounts, 1 region, 2 targets, polled every 1s`);
    const both = await run(['check-config', bad, good], { env: { AWS_REGION: region } });
    expect(both.code).toBe(2);
    expect(both.stdout).toBe(right.stdout);
    expect(both.stderr).toBe(`${bad}:1:1: lokback: unknown option; did you mean lookback?\n`);
  });

  it('check-config and the daemon warn of a region that is not known, and go on', async () => {
    const misspelt: ConfigInput = { regions: ['eu-cental-1'], log: { level: 'warn', format: 'json' } };
    const warning = 'this version knows no region eu-cental-1; did you mean eu-central-1?';
    const { code, stderr } = await run(['check-config'], { config: misspelt });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(
        /^\S+config\.yaml: warning: this version knows no region eu-cental-1; did .*\n$/,
      ),
    });
    const simulator = await simulate({ regions: [region], accounts: [{ id: '111122223333', name: 'm' }] });
    const once = await run(['once'], { simulator, config: misspelt });
    expect(JSON.parse(once.stderr.split('\n')[0] ?? '')).toEqual({
      level: 'warn',
      time: expect.any(String),
      code: 'unknown-region',
      warning,
      msg: 'configuration',
    });
  });

  it('prints the same version for the flag and for the command', async () => {
    const flag = await run(['--version']);
    expect(await run(['version'])).toEqual(flag);
  });

  it.each([
    ['job', ['--json', '--config.file'], ['--web.listen-address', '--log.level', '--shard']],
    ['healthcheck', ['--config.file', '--web.listen-address'], ['--log.level', '--shard']],
    ['serve', ['--config.file', '--web.listen-address', '--log.level', '--shard'], ['--json']],
  ])(
    'has a help of %s in plain text, with an example, and with the flags that matter',
    async (name, has, lacks) => {
      const { code, stdout } = await run([name, '--help']);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^Examples?:\n {2}\S/m);
      expect(stdout).toMatch(/^More: [\w/.-]+\.md$/m);
      expect(stdout).not.toMatch(/`|\]\(/);
      expect(has.filter((flag) => !stdout.includes(flag))).toEqual([]);
      expect(lacks.filter((flag) => stdout.includes(flag))).toEqual([]);
    },
  );

  it('prints its version and its help', async () => {
    expect((await run(['--version'])).stdout).toMatch(/^restore-test-monitor \d+\.\d+\.\d+ \(/);
    const { code, stdout } = await run(['--help']);
    expect(code).toBe(0);
    for (const flag of ['--config.file', '--web.listen-address', '--log.level', '--log.format']) {
      expect(stdout).toContain(flag);
    }
  });

  it.each([
    [['--no-such-flag'], /^error: unknown option '--no-such-flag'$/m],
    [['--cnfig.file', 'x'], /^error: unknown option '--cnfig.file'; did you mean --config.file\?$/m],
    [['serve', '--jsn'], /^error: unknown option '--jsn'; did you mean --json\?$/m],
    [['serv'], /^error: unknown command 'serv'; did you mean serve\?$/m],
    [['chekc-config'], /^error: unknown command 'chekc-config'; did you mean check-config\?$/m],
    [['check', 'config'], /^error: unknown command 'check'; did you mean check-config\?$/m],
    [['doctr', '--json'], /^error: unknown command 'doctr'; did you mean doctor\?$/m],
    [['frobnicate'], /^error: unknown command 'frobnicate'$/m],
    [['serve', 'config.yaml'], /^error: serve takes no argument, found 'config.yaml'$/m],
    [['completion', 'csh'], /'csh' is invalid .* bash, zsh, fish/],
    [
      ['--log.level', 'loud', 'check-config'],
      /^--log\.level: expected one of debug, info, warn, error, found "loud"/,
    ],
  ])('exits 2 on %j', async (args, message) => {
    const { code, stdout, stderr } = await run(args, { env: { AWS_REGION: region } });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('lets flags beat the environment, and the environment the file', async () => {
    const env = { AWS_REGION: region, RESTORE_TEST_MONITOR_LOG_LEVEL: 'loud' };
    expect((await run(['check-config'], { config, env })).stderr).toContain('RESTORE_TEST_MONITOR_LOG_LEVEL');
    expect((await run(['--log.level', 'info', 'check-config'], { config, env })).code).toBe(0);
  });
});
