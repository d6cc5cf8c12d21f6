import type { AlertScenario, ExpectedAlert, Series, Value } from './alert-scenario.js';

/** One test of `promtool test rules`. */
export interface PromtoolCase {
  readonly name: string;
  readonly alert: string;
  readonly series: readonly Series[];
  readonly step: number;
  readonly at: number;
  /** The only alert that there is; undefined where there is none. */
  readonly fires: ExpectedAlert | undefined;
  /** Whether `keep_firing_for` alone keeps the alert, with the description that it had. */
  readonly isKept?: true;
  /** The minute of the last scrape of the first daemon, and that of the first scrape of the next one. */
  readonly restart?: readonly [last: number, first: number];
}

/** The file that promtool reads; JSON is YAML. */
export function promtoolFile(
  rules: string,
  { alert, step = 1 }: AlertScenario,
  cases: readonly PromtoolCase[],
  summary: string,
): string {
  return JSON.stringify({
    rule_files: [rules],
    evaluation_interval: step > 1 ? '15m' : '1m',
    tests: cases.map(({ fires, ...each }) => ({
      name: each.name,
      interval: `${each.step}m`,
      input_series: inputSeries(each),
      alert_rule_test: [
        {
          eval_time: `${each.at}m`,
          alertname: alert,
          exp_alerts: fires
            ? [{ exp_labels: fires.labels, exp_annotations: annotations(alert, summary, fires.description) }]
            : [],
        },
      ],
    })),
  });
}

/** The file that promtool reads, which tests that a query has the labels of each alert and the one that it is described with. */
export function promtoolQueries(expr: string, label: string, cases: readonly PromtoolCase[]): string {
  return JSON.stringify({
    evaluation_interval: '1m',
    tests: cases.map(({ fires, ...each }) => ({
      name: each.name,
      interval: `${each.step}m`,
      input_series: inputSeries(each),
      promql_expr_test: [
        { expr, eval_time: `${each.at}m`, exp_samples: fires ? describedSamples(fires, label) : [] },
      ],
    })),
  });
}

const described: Readonly<Record<string, RegExp>> = {
  aws_account: /^Account (\w+) \(/,
  reason: /, reason (\w+)\.$/,
  resource_name: / RDS (\w+), arn:/,
};

function describedSamples({ labels, description }: ExpectedAlert, label: string) {
  const [, value] = described[label]?.exec(description) ?? [];
  const ofSeries = Object.fromEntries(Object.entries(labels).filter(([name]) => name !== 'severity'));
  return value === undefined ? [] : [{ labels: selector({ ...ofSeries, [label]: value }), value: 0 }];
}

/** What a Prometheus has scraped of the daemons, one after the other. */
function inputSeries(each: Pick<PromtoolCase, 'series' | 'restart' | 'step' | 'at'>) {
  return each.series.flatMap((one) => seriesByPod(one, each));
}

export function getPath(value: Value, minute: number): number | undefined {
  return typeof value === 'number' ? value : value(minute);
}

/** The series until a minute, and nothing of it afterwards. */
export function until(each: Series, last: number): Series {
  return { ...each, value: (minute) => (minute > last ? undefined : getPath(each.value, minute)) };
}

/** The series from a minute on, and nothing of it before. */
export function from(each: Series, first: number): Series {
  return { ...each, value: (minute) => (minute < first ? undefined : getPath(each.value, minute)) };
}

function selector(labels: Readonly<Record<string, string>>): string {
  return `{${Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(',')}}`;
}

function annotations(alert: string, summary: string, description: string) {
  const runbooks = 'docs/runbooks';
  return { summary, description, runbook_url: `${runbooks}/${alert}.md` };
}

function seriesByPod(
  { name, labels, value }: Series,
  { restart, step, at }: Pick<PromtoolCase, 'restart' | 'step' | 'at'>,
) {
  const [last, first] = restart ?? [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const pods = [
    { pod: 'monitor-0', isScraped: (minute: number) => minute <= last },
    { pod: 'monitor-1', isScraped: (minute: number) => minute >= first },
  ];
  return pods.map(({ pod, isScraped }) => ({
    series: `${name}${selector({ ...labels, job: 'monitor', instance: `${pod}:10066`, pod })}`,
    values: samples((minute) => (isScraped(minute) ? getPath(value, minute) : undefined), step, at),
  }));
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
