import { expect, it } from '@jest/globals';
import type { FaultRuleInput } from '../../../src/simulator/faults/fault-rule.js';
import type { ScenarioInput } from '../../../src/simulator/scenario/scenario.js';
import type { Happening, Timed } from '../time-lapse/live-through.js';
import type { Firing } from './alert-firings.js';
import { alertsOver } from './alerts-over-time.js';
import { daemonConfiguration, healthyOrganization, since } from './healthy-organization.js';

const minuteMs = 60_000;
const isWholeMonth = process.env['WHOLE_MONTH'] === 'true';
/** In a month from here, clocks change on three continents; four days of it have one change and most events. */
const from = isWholeMonth ? '2026-10-03T00:00:00Z' : '2026-10-25T00:00:00Z';
const until = isWholeMonth ? '2026-11-03T00:00:00Z' : '2026-10-29T00:00:00Z';
const fromMs = Date.parse(from);

function at(moment: string, happening: Happening): Timed {
  return { atMs: Date.parse(moment), happening };
}

/** A new daemon in the place of the old one, after some minutes without any. */
function restart(
  moment: string,
  { old = 'a', next = old, signal = 'SIGTERM', minutes = 1 }: Partial<Restart> = {},
): Timed[] {
  return [
    at(moment, { kind: 'stop', instance: old, signal }),
    { atMs: Date.parse(moment) + minutes * minuteMs, happening: { kind: 'start', instance: next } },
  ];
}

interface Restart {
  readonly old: string;
  readonly next: string;
  readonly signal: 'SIGTERM' | 'SIGKILL';
  readonly minutes: number;
}

const events: Timed[] = [
  at(from, { kind: 'start', instance: 'a' }),
  ...restart('2026-10-04T01:10:00Z'),
  ...restart('2026-10-08T05:55:00Z', { signal: 'SIGKILL' }),
  ...restart('2026-10-12T03:02:00Z', { minutes: 3 }),
  ...restart('2026-10-19T23:59:00Z'),
  // While Berlin's clocks show 02:00 to 03:00 twice.
  ...restart('2026-10-25T01:10:00Z'),
  at('2026-10-26T12:00:00Z', { kind: 'failed scrape' }),
  at('2026-10-26T12:01:00Z', { kind: 'failed scrape' }),
  ...restart('2026-10-27T03:17:00Z', { signal: 'SIGKILL' }),
  // A rolling update: for three minutes there are two.
  at('2026-10-27T12:00:00Z', { kind: 'start', instance: 'b' }),
  at('2026-10-27T12:03:00Z', { kind: 'stop', instance: 'a', signal: 'SIGTERM' }),
  // Recreated elsewhere, which takes five minutes.
  ...restart('2026-10-27T18:50:00Z', { old: 'b', next: 'c', minutes: 5 }),
  // A new daemon that can read nothing.
  ...restart('2026-10-28T06:30:00Z', { old: 'c', next: 'c' }),
  // AWS has forgotten the jobs of October 1.
  ...restart('2026-10-31T20:00:00Z', { old: 'c', next: 'c', signal: 'SIGKILL' }),
];

const throttled: { readonly from: string; readonly until: string; readonly probability: number }[] = [
  { from: '2026-10-28T06:00:00Z', until: '2026-10-28T07:00:00Z', probability: 1 },
  { from: '2026-10-30T01:30:00Z', until: '2026-10-30T02:30:00Z', probability: 0.7 },
];
const faults = throttled.map(
  ({ probability, ...time }): FaultRuleInput => ({
    kind: 'throttle',
    probability,
    from: since(fromMs, time.from),
    until: since(fromMs, time.until),
  }),
);
/** Alerts that tell of throttling may begin within the hour, and end when the windows of their rules have passed. */
const tellOfThrottling = new Set([
  // Of a daemon that has started while it could ask nobody.
  'AWSBackupDiscoveryFailing',
  'AWSBackupRequestsThrottled',
  'AWSBackupTargetUnreadable',
]);
const windowsPassMs = 75 * minuteMs;

function tellsOfThrottling({ alert, fromMs: beganMs, untilMs: endedMs }: Firing): boolean {
  return (
    tellOfThrottling.has(alert) &&
    throttled.some(
      (hour) => beganMs >= Date.parse(hour.from) && endedMs <= Date.parse(hour.until) + windowsPassMs,
    )
  );
}

function told({ alert, labels, fromMs: beganMs, untilMs: endedMs }: Firing): string {
  const text = Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ');
  return `${new Date(beganMs).toISOString()} to ${new Date(endedMs).toISOString()}: ${alert}{${text}}`;
}

function lived(scenario: Partial<ScenarioInput>, timeline: readonly Timed[], untilMoment: string) {
  return alertsOver({ ...healthyOrganization(fromMs), ...scenario }, daemonConfiguration, {
    fromMs,
    untilMs: Date.parse(untilMoment),
    timeline: timeline.filter(({ atMs }) => atMs >= fromMs),
  });
}

it('fires no alert while all is well, save those that tell of throttling', async () => {
  const { firings, figures } = await lived({ faults }, events, until);
  if (isWholeMonth) process.stdout.write(`${JSON.stringify(figures)}\n`);
  expect(firings.filter((firing) => !tellsOfThrottling(firing)).map(told)).toEqual([]);
  expect([...new Set(firings.map(({ alert }) => alert))].toSorted()).toEqual([...tellOfThrottling]);
}, 7_200_000);

it('fires what three injected failures deserve, and nothing else', async () => {
  const hour = (hours: number) => new Date(fromMs + hours * 60 * minuteMs).toISOString();
  const { plans } = healthyOrganization(fromMs);
  const stalled = plans?.map((plan) =>
    plan.name === 'daily_volumes' ? { ...plan, stalled: since(fromMs, hour(3)) } : plan,
  );
  const firstDay = { from: since(fromMs, hour(0)), until: since(fromMs, hour(24)) };
  const { firings } = await lived(
    { plans: stalled, incidents: [{ plan: 'nightly_sessions', cause: 'kms_denied', ...firstDay }] },
    [at(from, { kind: 'start', instance: 'a' }), ...restart(hour(12), { minutes: 24 * 60 })],
    hour(38),
  );
  const hours = ({ fromMs: beganMs, untilMs: endedMs }: Firing) =>
    [beganMs, endedMs].map((ms) => Math.floor((ms - fromMs) / 60 / minuteMs));
  expect(
    firings.map((firing) => [firing.alert, firing.labels['restore_testing_plan'], ...hours(firing)]),
  ).toEqual([
    // The restores of two tables at 05:30.
    ['AWSBackupRestoreTestFailed', 'nightly_sessions', 5, 12],
    ['AWSBackupRestoreTestFailed', 'nightly_sessions', 5, 12],
    // It misses 06:15; its start window closes at 07:15, and AWS is asked at 08:00.
    ['AWSBackupRestoreTestingPlanOverdue', 'daily_volumes', 8, 12],
    ['AWSBackupRestoreTestMonitorAbsent', undefined, 12, 36],
    // By now, its two volumes have not been tested for more than 50 hours. The tables have been, meanwhile.
    ['AWSBackupRestoreTestSuccessTooOld', 'daily_volumes', 36, 37],
    ['AWSBackupRestoreTestSuccessTooOld', 'daily_volumes', 36, 37],
    ['AWSBackupRestoreTestingPlanOverdue', 'daily_volumes', 36, 37],
  ]);
}, 3_600_000);
