import type { AlertScenario, Series, Value } from './alert-scenario.js';

/** One test of `promtool test rules`. */
export interface PromtoolCase {
  readonly name: string;
  readonly alert: string;
  readonly series: readonly Series[];
  readonly step: number;
  readonly at: number;
  readonly fires: boolean;
  /** The minute of the last scrape of the first daemon, and that of the first scrape of the next one. */
  readonly restart?: readonly [last: number, first: number];
}

/** Everything that is asked of an alert: what its scenario says, and what holds for all. */
export function promtoolCases(scenario: AlertScenario): PromtoolCase[] {
  const { alert, series, at, notYetAt, step = 1, isBridged = true } = scenario;
  const outlives = scenario.outlives ?? (step === 1 ? 20 : 40);
  const base = { alert, series, step, at };
  const fires = { ...base, fires: true };
  const silent = { ...base, fires: false };
  const cases: PromtoolCase[] = [
    { ...fires, name: 'fires' },
    { ...silent, name: 'is silent without any series', series: [] },
    {
      ...silent,
      name: 'is silent once its series have ended',
      series: series.map((each) => until(each, at)),
      at: at + outlives,
    },
    ...series
      .filter(({ name }) => scenario.optional?.includes(name) !== true)
      .map(({ name }) => ({
        ...silent,
        name: `is silent without ${name}`,
        series: series.filter((each) => each.name !== name),
      })),
    ...Object.entries(scenario.quiet).map(([state, values]) => ({
      ...silent,
      name: `is silent when ${state}`,
      series: series.map((each) => withValue(each, values)),
    })),
    ...Object.entries(scenario.fires ?? {}).map(([state, values]) => ({
      ...fires,
      name: `fires when ${state}`,
      series: series.map((each) => withValue(each, values)),
    })),
  ];
  if (notYetAt !== undefined) cases.push({ ...silent, name: 'is silent before its time', at: notYetAt });
  for (const name of scenario.optional ?? []) {
    cases.push({
      ...fires,
      name: `fires without ${name}`,
      series: series.filter((each) => each.name !== name),
    });
  }
  if (isBridged) {
    cases.push(
      {
        ...fires,
        name: 'fires when the last scrape failed',
        series: series.map((each) => until(each, at - step)),
      },
      { ...fires, name: 'fires while the daemon restarts', restart: [at - step, at + 2 * step] },
      { ...fires, name: 'fires when the daemon has restarted elsewhere', restart: [at - 2 * step, at] },
    );
  }
  return cases;
}

/** The file that promtool reads; JSON is YAML. */
export function promtoolFile(
  rules: string,
  scenario: AlertScenario,
  cases: readonly PromtoolCase[],
  summary: string,
): string {
  const { alert, labels, description } = scenario;
  const annotations = { summary, description, runbook_url: runbookOf(alert) };
  return JSON.stringify({
    rule_files: [rules],
    evaluation_interval: (scenario.step ?? 1) > 1 ? '15m' : '1m',
    tests: cases.map((each) => ({
      name: each.name,
      interval: `${each.step}m`,
      input_series: each.series.flatMap((one) => inputSeries(one, each)),
      alert_rule_test: [
        {
          eval_time: `${each.at}m`,
          alertname: alert,
          exp_alerts: each.fires ? [{ exp_labels: labels, exp_annotations: annotations }] : [],
        },
      ],
    })),
  });
}

function runbookOf(alert: string): string {
  return `https://github.com/restore-test-monitor/restore-test-monitor/blob/main/docs/runbooks/${alert}.md`;
}

function withValue(each: Series, values: Readonly<Record<string, Value>>): Series {
  return { ...each, value: values[each.name] ?? each.value };
}

function until(each: Series, last: number): Series {
  return { ...each, value: (minute) => (minute > last ? undefined : valueAt(each.value, minute)) };
}

function inputSeries({ name, labels, value }: Series, { restart, step, at }: PromtoolCase) {
  const [last, first] = restart ?? [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const pods = [
    { pod: 'monitor-0', isScraped: (minute: number) => minute <= last },
    { pod: 'monitor-1', isScraped: (minute: number) => minute >= first },
  ];
  return pods.map(({ pod, isScraped }) => ({
    series: `${name}${selector({ ...labels, job: 'monitor', instance: `${pod}:10066`, pod })}`,
    values: samples((minute) => (isScraped(minute) ? valueAt(value, minute) : undefined), step, at),
  }));
}

function selector(labels: Readonly<Record<string, string>>): string {
  return `{${Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(',')}}`;
}

/** A series that ends is marked as stale, as Prometheus does. */
function samples(valueIn: (minute: number) => number | undefined, step: number, at: number): string {
  const values: string[] = [];
  let before: number | undefined;
  for (let minute = 0; minute <= at; minute += step) {
    const value = valueIn(minute);
    values.push(value?.toString() ?? (before === undefined ? '_' : 'stale'));
    before = value;
  }
  return values.join(' ');
}

function valueAt(value: Value, minute: number): number | undefined {
  return typeof value === 'number' ? value : value(minute);
}
