import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { eventually } from '../patience.js';
import { scenarios } from './alert-scenarios/scenarios.js';
import { type AlertTimes, alertTimesTable } from './alert-times.js';
import { type AlertingStack, type Arrival, startAlertingStack } from './alerting-stack.js';
import { promtoolCases } from './promtool-cases.js';
import { type Provocation, region } from './provocation.js';
import { ofAws, provocations } from './provocations/provocations.js';
import { outage, partialOutage } from './provocations/restore-test-monitor.js';
import { accountId, configOf, provokedOrganization } from './provoked-organization.js';
import { createStagedClock } from './stage.js';

interface Rule {
  readonly alert: string;
  readonly annotations: { readonly summary: string };
}

interface WrittenTests {
  readonly tests: readonly { readonly alert_rule_test: readonly { readonly alertname: string }[] }[];
}

const { groups } = parse(readFileSync('config/prometheus/restore-test-monitor.rules.yaml', 'utf8')) as {
  groups: { rules: Rule[] }[];
};
const rules = groups.flatMap((group) => group.rules);
const receivers = { critical: 'pager', warning: 'tickets', info: 'nobody' };
const patienceMs = 90_000;

interface Act {
  readonly provocations: readonly Provocation[];
  readonly causedAt: number;
  readonly endedAt: number;
}

const acts: Act[] = [];
let arrivals: readonly Arrival[] = [];
let ruleErrors: readonly string[] | undefined;
let healthyTests: number | undefined;
let acceptedTests: number | undefined;

beforeAll(async () => {
  const clock = createStagedClock();
  const stack = await startAlertingStack(provokedOrganization(provocations), clock.now, configOf);
  try {
    await everythingIsWatched(stack);
    const [passedTests] = await stack.prometheus.query(
      'sum(aws_backup_restore_test_last_result{aws_account="healthy", verdict="passed"})',
    );
    healthyTests = passedTests?.value;
    await perform(stack, ofAws, {
      cause: () => {
        clock.enter('cause');
        for (const shard of [0, 1]) stack.reloadShard(shard, configOf(shard, 'cause'));
      },
      cure: () => {
        clock.enter('cure');
        for (const shard of [0, 1]) stack.reloadShard(shard, configOf(shard, 'cure'));
      },
    });
    const [accepted] = await stack.prometheus.query(
      'count(aws_backup_restore_test_last_result{restore_testing_plan="lenient", verdict="partial"} == 1 and on (restore_testing_plan) aws_backup_restore_test_last_success_timestamp_seconds > 0)',
    );
    acceptedTests = accepted?.value;
    await perform(stack, partialOutage, {
      cause: async () => {
        stack.simulator.setFaults([{ kind: 'service-unavailable', operation: 'ListAccounts' }]);
        stack.reloadShard(0, { ...configOf(0, 'cure'), polling: {} });
        await stack.stopShard(1);
      },
      cure: async () => {
        stack.simulator.setFaults([]);
        stack.reloadShard(0, configOf(0, 'cure'));
        await stack.startShard(1, configOf(1, 'cure'));
      },
    });
    await perform(stack, outage, {
      cause: () => Promise.all([stack.stopShard(0), stack.stopShard(1)]),
      cure: () => Promise.all([0, 1].map((shard) => stack.startShard(shard, configOf(shard, 'cure')))),
    });
    ruleErrors = await stack.prometheus.ruleErrors();
  } finally {
    arrivals = stack.arrivals();
    await stack.stop();
  }
}, 400_000);

afterAll(() => {
  const table = alertTimesTable(acts.flatMap((act) => act.provocations.map((one) => timesOf(one, act))));
  process.stdout.write(`${table}\n`);
  const file = process.env['ALERT_TIMES'];
  if (file !== undefined) writeFileSync(file, table);
});

it('provokes every alert', () => {
  expect(provocations.map(({ alert }) => alert).toSorted()).toEqual(
    rules.map(({ alert }) => alert).toSorted(),
  );
});

describe.each(provocations.map((provocation) => ({ ...provocation, provocation })))(
  '$alert',
  ({ provocation }) => {
    it(`comes when ${provocation.cause}`, () => {
      const summary = rules.find(({ alert }) => alert === provocation.alert)?.annotations.summary;
      const [first] = arrivalsOf(provocation);
      expect(first).toEqual({
        at: expect.any(Number),
        receiver: receivers[provocation.severity],
        status: 'firing',
        labels: labelsOf(provocation),
        annotations: {
          summary,
          description: expect.stringMatching(descriptionOf(provocation)),
          runbook_url: `docs/runbooks/${provocation.alert}.md`,
        },
      });
      expect(first?.at).toBeGreaterThanOrEqual(actOf(provocation).causedAt);
    });

    it(`is resolved when ${provocation.cure}`, () => {
      const all = arrivalsOf(provocation);
      const changes = all.filter(({ status }, index) => status !== all[index - 1]?.status);
      expect(changes.map(({ status }) => status)).toEqual(['firing', 'resolved']);
      const { causedAt, endedAt } = actOf(provocation);
      expect(changes[1]?.at).toBeGreaterThanOrEqual(provocation.endsByItself ? causedAt : endedAt);
    });
  },
);

it('sends nothing else, neither of the healthy account nor before the causes', () => {
  expect(healthyTests).toBe(3);
  const expected = new Set(provocations.map((one) => key(labelsOf(one))));
  expect(arrivals.filter(({ labels }) => !expected.has(key(labels)))).toEqual([]);
});

it('takes an incomplete restore that its objective accepts for a success, and sends nothing of it', () => {
  expect(acceptedTests).toBe(1);
  expect(arrivals.filter(({ labels }) => labels['restore_testing_plan'] === 'lenient')).toEqual([]);
});

it('evaluates every rule without an error', () => {
  expect(ruleErrors).toEqual([]);
});

/** Waits until Prometheus knows both shards and every account, and has evaluated the rules. */
async function everythingIsWatched({ prometheus }: AlertingStack): Promise<void> {
  const watched = 'sum(restore_test_monitor_target_up) == sum(aws_backup_account_monitored) / 2 > 0';
  await eventually(async () => {
    const [shards] = await prometheus.query('count(restore_test_monitor_shard_ordinal) == 2');
    const all = shards === undefined ? [] : await prometheus.query(watched);
    return all.length > 0 ? true : undefined;
  }, patienceMs);
  await eventually(() => prometheus.ruleErrors(), patienceMs);
}

/** Brings the causes about, waits for the alerts, mends the causes, and waits for the end of the alerts. */
async function perform(
  stack: AlertingStack,
  provoked: readonly Provocation[],
  { cause, cure }: { cause: () => unknown; cure: () => unknown },
): Promise<void> {
  const wanted = provoked.map((one) => key(labelsOf(one)));
  const arrived = (status: string) =>
    eventually(() => {
      const seen = stack.arrivals().filter((arrival) => arrival.status === status);
      const keys = new Set(seen.map(({ labels }) => key(labels)));
      return wanted.every((one) => keys.has(one)) ? true : undefined;
    }, patienceMs).catch(() => undefined);
  const causedAt = Date.now();
  await cause();
  await arrived('firing');
  const endedAt = Date.now();
  await cure();
  await arrived('resolved');
  acts.push({ provocations: provoked, causedAt, endedAt });
}

function actOf(provocation: Provocation): Act {
  const act = acts.find((one) => one.provocations.includes(provocation));
  if (act === undefined) throw new Error(`${provocation.alert} was not provoked`);
  return act;
}

function arrivalsOf(provocation: Provocation): Arrival[] {
  const wanted = key(labelsOf(provocation));
  return arrivals.filter(({ labels }) => key(labels) === wanted);
}

function labelsOf(provocation: Provocation): Record<string, string> {
  const { alert, severity, account = '', isPlaceless, labels } = provocation;
  const id = accountId(provocations, account);
  const place = { aws_account_id: id, aws_region: region };
  const own = Object.entries(labels).map(([name, value]) => [name, value.replace('$id', id)]);
  return { alertname: alert, severity, ...(!isPlaceless && place), ...Object.fromEntries(own) };
}

function descriptionOf({ account = '', isPlaceless, description }: Provocation): RegExp {
  const id = accountId(provocations, account);
  const place = isPlaceless ? '' : `Account ${account} (${id}), ${region}: `;
  const text = `${place}${description.replace('$id', id)}`;
  const literal = text.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll('*', '.+')}$`);
}

function key(labels: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function timesOf(provocation: Provocation, { causedAt, endedAt }: Act): AlertTimes {
  const seen = arrivalsOf(provocation);
  return {
    provocation,
    promtoolCases: casesOf(provocation.alert),
    causedAt,
    arrivedAt: seen.find(({ status }) => status === 'firing')?.at,
    endedAt,
    resolvedAt: seen.find(({ status }) => status === 'resolved')?.at,
  };
}

/** Those of the scenarios, and each moment of the files that are written by hand. */
function casesOf(alert: string): number {
  const generated = scenarios.filter((scenario) => scenario.alert === alert).flatMap(promtoolCases);
  const written = ['absent', 'never'].flatMap((name) => {
    const { tests } = parse(readFileSync(`test/prometheus/${name}.test.yaml`, 'utf8')) as WrittenTests;
    return tests.flatMap((test) => test.alert_rule_test).filter(({ alertname }) => alertname === alert);
  });
  return generated.length + written.length;
}
