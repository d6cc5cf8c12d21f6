import { describe, expect, it } from '@jest/globals';
import { type Finding, findingOf } from '../../src/doctor/finding.js';
import { formatReport } from '../../src/doctor/format-report.js';
import { groupFindings } from '../../src/doctor/group-findings.js';
import type { Target } from '../../src/targets/target.js';
import type { CheckedTarget, DoctorView } from '../../src/views/doctor-view.js';

const accountId = (index: number) => String(200_000_000_001 + index);

function target(index: number, region = 'eu-west-1'): Target {
  const id = accountId(index);
  const role = { arn: `arn:aws:iam::${id}:role/monitor` };
  return { accountId: id, accountName: `account ${index}`, region, role };
}

function denied(operation: string, of: Target): Finding {
  return findingOf({ operation, reason: 'access_denied', message: `not authorized in ${of.accountId}` }, of);
}

const healthy: CheckedTarget = {
  ...target(1),
  role: target(1).role?.arn,
  status: 'ok',
  latencySeconds: 0.0312,
  jobs: 64,
  plans: 2,
  resources: 40,
  callsPerHour: 13.2,
  series: 512,
};
const report: DoctorView = {
  ok: true,
  targets: [healthy],
  problems: [],
  callsPerHour: 15,
  series: 700,
  clockAheadSeconds: -0.2,
};

it('is a table and a summary where all is well', () => {
  const { role: _role, ...own } = { ...healthy, accountName: accountId(1), callsPerHour: 1234.5 };
  expect(formatReport({ ...report, targets: [healthy, own] })).toBe(`\
STATUS  ACCOUNT       NAME       REGION     LATENCY  JOBS  PLANS  RESOURCES  CALLS/H  SERIES
ok      200000000002  account 1  eu-west-1    32 ms    64      2         40       13     512
ok      200000000002             eu-west-1    32 ms    64      2         40     1235     512

2 targets, all well; no problem; about 15 calls to AWS an hour, 700 series; clock off by 0.2 s
`);
});

it('tells each problem once with what to do, and where it is', () => {
  const targets = [target(0), target(0, 'us-east-1'), target(1)];
  const problems = groupFindings([
    ...targets.map((each) => denied('ListRestoreJobSummaries', each)),
    { reason: 'clock_skew', message: 'The clock of this machine is 600 s behind that of AWS.' },
  ]);
  const rows: CheckedTarget[] = targets.map((each) => ({
    ...each,
    role: each.role?.arn,
    status: 'access_denied',
  }));
  expect(formatReport({ ...report, ok: false, targets: rows, problems })).toBe(`\
STATUS         ACCOUNT       NAME       REGION     LATENCY  JOBS  PLANS  RESOURCES  CALLS/H  SERIES
access_denied  200000000001  account 0  eu-west-1        -     -      -          -        -       -
access_denied  200000000001  account 0  us-east-1        -     -      -          -        -       -
access_denied  200000000002  account 1  eu-west-1        -     -      -          -        -       -

Problem 1: backup:ListRestoreJobSummaries is denied in 3 targets
  of:    arn:aws:iam::200000000001:role/monitor, arn:aws:iam::200000000002:role/monitor
  in:    200000000001/eu-west-1, 200000000001/us-east-1, 200000000002/eu-west-1
  AWS:   not authorized in 200000000001
  To do: Allow it (iam-policy --for member). A service control policy or a permissions boundary may deny it, too.

Problem 2: clock_skew
  Found: The clock of this machine is 600 s behind that of AWS.
  To do: Synchronize the clock of this machine, by NTP for instance: the daemon derives ages and overdue tests from it.

3 targets, 3 with a problem; 2 problems; about 15 calls to AWS an hour, 700 series; clock off by 0.2 s
`);
});

it('stays short where hundreds of targets have the same problem', () => {
  const problems = groupFindings(
    Array.from({ length: 300 }, (_, index) => denied('AssumeRole', target(index))),
  );
  const lines = formatReport({ ...report, ok: false, targets: [], problems }).split('\n');
  expect(lines[0]).toBe('Problem 1: a role cannot be assumed in 300 targets');
  expect(lines[1]).toMatch(/^ {2}of: {4}arn:.*, and 295 more$/);
  expect(lines).toHaveLength(8);
});

it('keeps apart what the own credentials lack and what member roles lack', () => {
  const { role: _role, ...own } = target(0);
  const problems = groupFindings([denied('ListRestoreJobs', own), denied('ListRestoreJobs', target(1))]);
  expect(
    problems.map(({ actions, principals, toDo }) => [actions, principals, /--for \w+/.exec(toDo)?.[0]]),
  ).toEqual([
    [['backup:ListRestoreJobs'], ['own'], '--for daemon'],
    [['backup:ListRestoreJobs'], ['arn:aws:iam::200000000002:role/monitor'], '--for member'],
  ]);
});

describe('of more targets than fit on a screen', () => {
  const fine = Array.from({ length: 990 }, (_, index) => ({ ...healthy, accountId: accountId(index) }));
  const { role: _role, ...place } = target(990);
  const broken: CheckedTarget = { ...place, status: 'timeout' };

  it('lists those with a problem, and counts the others', () => {
    const [head, row, others, ...rest] = formatReport({ ...report, targets: [broken, ...fine] }).split('\n');
    expect(head).toMatch(/^STATUS +ACCOUNT/);
    expect(row).toMatch(/^timeout +200000000991 +account 990 +eu-west-1 /);
    expect(others).toBe('ok in 990 other targets (--all shows them)');
    expect(rest).toHaveLength(3);
  });

  it('counts all where none has a problem', () => {
    const [others] = formatReport({ ...report, targets: fine }).split('\n');
    expect(others).toBe('ok in 990 targets (--all shows them)');
  });

  it('lists all where all are asked for', () => {
    const text = formatReport({ ...report, targets: [broken, ...fine] }, true);
    expect(text.match(/^(?:ok|timeout) /gm)).toHaveLength(991);
    expect(text).not.toContain('--all');
  });
});

it('names the own account in words while its id is not known', () => {
  const own = { accountId: '', accountName: '', region: 'eu-central-1' };
  const [problem] = groupFindings([
    { reason: 'timeout', operation: 'GetCallerIdentity', message: 'late', target: own },
  ]);
  expect(problem?.targets).toEqual(['own account in eu-central-1']);
});
