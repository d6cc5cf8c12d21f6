import type { AlertScenario, Change, ExpectedAlert, Outcome, Series } from './alert-scenario.js';
import { getPath, type PromtoolCase } from './promtool-case.js';

/** One value of an enumeration gives way to another: there is one alert at most, and at once the right one. */
export function changeCases(scenario: AlertScenario, series: readonly Series[]): PromtoolCase[] {
  return Object.entries(scenario.changes ?? {}).flatMap(([label, change]) =>
    Object.entries(change.to).flatMap(([to, outcome]) =>
      casesOf(scenario, series, { label, change, to, outcome }),
    ),
  );
}

interface Transition {
  readonly label: string;
  readonly change: Change;
  readonly to: string;
  readonly outcome: Outcome;
}

function casesOf(scenario: AlertScenario, series: readonly Series[], transition: Transition): PromtoolCase[] {
  const { label, change, to, outcome } = transition;
  const { alert, at, notYetAt, step = 1, isBridged = true } = scenario;
  const held = series.find(({ name }) => name === change.metric)?.labels[label];
  if (held === undefined) throw new Error(`${alert} has no ${change.metric} with a ${label}`);
  const base = { alert, step, at };
  const forth = { ...base, series: changed(series, transition, at), fires: expected(scenario, outcome) };
  // An alert that waits for some time began long enough ago.
  const since = notYetAt === undefined ? at : step;
  const back = { ...base, series: changedBack(series, transition, since), fires: expected(scenario, {}) };
  const restart = [at - 2 * step, at] as const;
  return [
    { ...forth, name: `${label} changes from ${held} to ${to}` },
    { ...back, name: `${label} changes from ${to} to ${held}` },
    ...(isBridged
      ? [
          { ...forth, restart, name: `${label} changes from ${held} to ${to} in a restart elsewhere` },
          { ...back, restart, name: `${label} changes from ${to} to ${held} in a restart elsewhere` },
        ]
      : []),
  ];
}

function changed(series: readonly Series[], transition: Transition, since: number): Series[] {
  return exchange(series, transition, {
    holds: (minute) => minute < since,
    otherHolds: (minute) => minute >= since,
  });
}

function changedBack(series: readonly Series[], transition: Transition, since: number): Series[] {
  return exchange(series, transition, {
    holds: (minute) => minute >= since,
    otherHolds: (minute) => minute < since,
  });
}

function exchange(
  series: readonly Series[],
  { label, change, to }: Transition,
  { holds, otherHolds }: Readonly<Record<'holds' | 'otherHolds', (minute: number) => boolean>>,
): Series[] {
  const otherwise = (minute: number) =>
    change.isZeroFilled ? getPath(change.otherwise ?? 0, minute) : undefined;
  return series.flatMap((one) => {
    if (one.name !== change.metric) return [one];
    const when = (isHeld: (minute: number) => boolean) => (minute: number) =>
      isHeld(minute) ? getPath(one.value, minute) : otherwise(minute);
    return [
      { ...one, value: when(holds) },
      { ...one, labels: { ...one.labels, [label]: to }, value: when(otherHolds) },
    ];
  });
}

function expected({ labels, description }: AlertScenario, outcome: Outcome): ExpectedAlert | undefined {
  return outcome === 'silent' ? undefined : { labels, description, ...outcome };
}
