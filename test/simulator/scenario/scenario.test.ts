import { describe, expect, it } from '@jest/globals';
import { formatProblem } from '../../../src/problems/problem.js';
import { loadScenario, parseScenario } from '../../../src/simulator/scenario/load-scenario.js';

const head = `regions: [eu-west-1]
accounts:
  - { id: 111122223333, name: monitoring }
`;

function problemsOf(text: string): string[] {
  const parsed = parseScenario(head + text, 'scenario.yaml');
  return parsed.ok ? [] : parsed.failure.map(formatProblem);
}

const plan = (member: string) =>
  `plans:\n  - { name: daily, every: 1d, resources: [{ type: RDS, name: a, restore: 5m }], ${member} }\n`;
const resource = (member: string) =>
  `onDemand:\n  - name: copies\n    every: 1d\n    resources:\n      - { name: a, restore: 5m, ${member} }\n`;

describe('a scenario', () => {
  it('needs no more than Regions and accounts', () => {
    expect(problemsOf('')).toEqual([]);
  });

  it('is read in full', () => {
    const text = `
plans:
  - name: daily
    every: 1d
    at: 5h30m
    liveEvery: 20s
    validation: { window: 1h }
    resources: [{ type: RDS, name: ledger, size: 1.5GiB, restore: 5m..20m }]
`;
    expect(parseScenario(head + text, 'scenario.yaml')).toMatchObject({
      ok: true,
      value: {
        seed: 1,
        retention: 30 * 86_400_000,
        plans: [
          {
            every: 86_400_000,
            at: 19_800_000,
            liveEvery: 20_000,
            validation: { window: 3_600_000, takes: { minMs: 60_000, maxMs: 300_000 }, successful: 1 },
            resources: [
              { size: 1_610_612_736, count: 1, restore: { minMs: 300_000, maxMs: 1_200_000 }, failures: [] },
            ],
          },
        ],
      },
    });
  });

  it.each([
    ['sed: 1', 'scenario.yaml:4:1: sed: unknown option'],
    ['seed: x', 'scenario.yaml:4:7: seed: expected a'],
    ['history: 30', 'scenario.yaml:4:10: history: expected a duration such as 90s or 1h30m'],
    ['history: month', 'scenario.yaml:4:10: history: expected a duration such as 90s or 1h30m'],
    ['liveSpeed: 0', 'scenario.yaml:4:12: liveSpeed: expected'],
    ['credentials: []', 'scenario.yaml:4:14: credentials: expected'],
    [
      'organization: { management: nobody }',
      'scenario.yaml:4:29: organization.management: no account "nobody" in this scenario',
    ],
    [plan('regions: [eu-west-2]'), 'plans[0].regions[0]: no Region "eu-west-2" in this scenario'],
    [plan('accounts: [hr]'), 'plans[0].accounts[0]: no account "hr" in this scenario'],
    [plan('liveEvery: 1ms'), 'plans[0].liveEvery: expected at least 100ms'],
    [plan('cron: x'), 'plans[0].cron: unknown option'],
    [plan('timezone: Europe/Bern'), 'plans[0].timezone: expected a time zone such as Europe/Berlin'],
    [plan('stalled: yesterday'), 'plans[0].stalled: expected an offset such as -3h or 30s'],
    [
      'plans: [{ name: daily, every: 2d, resources: [] }]',
      'plans[0].every: expected a schedule: no cron expression runs so often',
    ],
    ['onDemand: [{ name: copies, every: 1d, resources: [] }]', 'onDemand[0].resources: expected'],
    ['protected: [{ type: VM, name: a }]', 'protected[0].type: expected an arn, or a type among Aurora'],
    ['protected: [{ type: RDS, name: a, accounts: [hr] }]', 'protected[0].accounts[0]: no account "hr"'],
    [resource('type: RDS, size: 5GB'), 'onDemand[0].resources[0].size: expected a size such as 20GiB'],
    [resource('type: VM'), 'onDemand[0].resources[0].type: expected an arn, or a type among Aurora'],
    [
      resource('type: RDS, failures: [{ probability: 1 }]'),
      'onDemand[0].resources[0].failures[0]: expected a cause or a message',
    ],
    [
      resource('type: RDS, failures: [{ cause: gremlins }]'),
      'onDemand[0].resources[0].failures[0].cause: expected one of start_window_missed',
    ],
    [
      'incidents: [{ from: 1m, until: 30s, cause: kms_denied }]',
      'scenario.yaml:4:32: incidents[0].until: expected until after from',
    ],
    [
      'incidents: [{ from: 1m, until: 2m, plan: daily, cause: kms_denied }]',
      'incidents[0].plan: no plan "daily" in this scenario',
    ],
    [
      'jobs: [{ account: monitoring, region: eu-west-1, rows: [{ Statuss: FAILED }] }]',
      'jobs[0].rows[0].Statuss: unknown option',
    ],
    [
      'jobs: [{ account: monitoring, region: eu-west-1, rows: [{ CreationDate: noon }] }]',
      'jobs[0].rows[0].CreationDate: expected',
    ],
    [
      'testingPlans: [{ account: monitoring, region: eu-west-1, rows: [{ Name: a }] }]',
      'testingPlans[0].rows[0].Name: unknown option',
    ],
    [
      'protectedResources: [{ account: hr, region: eu-west-1, rows: [] }]',
      'protectedResources[0].account: no account "hr" in this scenario',
    ],
    ['faults: [{ kind: fire }]', 'faults[0].kind: expected one of throttle'],
    ['faults: [{ kind: slow, account: hr }]', 'faults[0].account: no account "hr" in this scenario'],
    ['plans: [', 'scenario.yaml:'],
  ])('refuses %s', (text, message) => {
    expect(problemsOf(text)).toEqual([expect.stringContaining(message)]);
  });

  it.each(['accounts', 'plans'])('refuses a second of the same name among its %s', (list) => {
    const text =
      list === 'plans'
        ? `${head}${plan('at: 0')}${plan('at: 0').replace('plans:\n', '')}`
        : `${head}  - { id: 444455556666, name: monitoring }\n`;
    const parsed = parseScenario(text, 'scenario.yaml');
    expect(parsed).toMatchObject({
      ok: false,
      failure: [{ path: `${list}[1].name`, message: expect.stringContaining('is there already') }],
    });
  });

  it('that a file does not hold is an error with every problem', () => {
    expect(() => loadScenario('package.json')).toThrow(/package\.json:\d+:\d+: version: unknown option/);
  });
});
