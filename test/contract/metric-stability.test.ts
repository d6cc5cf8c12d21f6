import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  accountMetrics,
  applicationMetrics,
  type DocumentedMetric,
  exceptionMetrics,
  selfMetrics,
  stabilityInWords,
  summaryMetrics,
  targetMetrics,
} from '../../generators/docs/metrics-doc.js';
import type { Deprecation, Stability } from '../../src/metrics/family.js';
import { selfMetricStability } from '../../src/metrics/self-metrics.js';

type Row = Pick<DocumentedMetric, 'name' | 'stability'>;

const ofDaemon = selfMetrics().filter(({ name }) => !/^(process|nodejs)_/.test(name));
const rows = [
  ...targetMetrics,
  ...summaryMetrics,
  ...accountMetrics,
  ...applicationMetrics,
  ...exceptionMetrics,
  ...ofDaemon,
];

/** The deprecated metrics whose replacement is none: it does not exist, or is deprecated itself. */
function withoutReplacement(metrics: readonly Row[]): Row[] {
  const usable = new Set(metrics.filter((each) => !isDeprecated(each)).map(({ name }) => name));
  return metrics.filter(({ stability }) => isDeprecation(stability) && !usable.has(stability.replacement));
}

function isDeprecated({ stability }: Row): boolean {
  return isDeprecation(stability);
}

function isDeprecation(stability: Stability | undefined): stability is Deprecation {
  return typeof stability === 'object';
}

const since = (replacement: string): Deprecation => ({ deprecatedSince: '0.3.0', replacement });

const read = (file: string) => readFileSync(file, 'utf8');

it('states the stability of each metric of the daemon, and of no other', () => {
  expect(Object.keys(selfMetricStability).toSorted()).toEqual(ofDaemon.map(({ name }) => name).toSorted());
});

it('documents the stability of each metric', () => {
  const columns = /^\| `((?:aws_backup|restore_test_monitor)_\w+)` +\| \w+ +\| ([^|]+?) +\|/gm;
  const documented = new Map(
    [...read('docs/metrics.md').matchAll(columns)].map(([, name, words]) => [name, words]),
  );
  const stated = new Map(rows.map(({ name, stability }) => [name, stability && stabilityInWords(stability)]));
  expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(stated));
});

describe('a deprecated metric', () => {
  it('names the metric to use instead, which is there to stay', () => {
    expect(withoutReplacement(rows)).toEqual([]);
  });

  it('is read by no shipped rule and no shipped dashboard', () => {
    const shipped = [
      'config/prometheus/restore-test-monitor.rules.yaml',
      ...['daemon', 'detail', 'organization'].map(
        (name) => `config/grafana/dashboards/restore-test-monitor-${name}.json`,
      ),
    ].map(read);
    const used = rows.filter((row) => isDeprecated(row) && shipped.some((text) => text.includes(row.name)));
    expect(used).toEqual([]);
  });

  it.each<[string, Row[], string[]]>([
    [
      'that exists',
      [
        { name: 'old', stability: since('new') },
        { name: 'new', stability: 'stable' },
      ],
      [],
    ],
    ['that does not exist', [{ name: 'old', stability: since('gone') }], ['old']],
    ['itself', [{ name: 'old', stability: since('old') }], ['old']],
    [
      'that is deprecated, too',
      [
        { name: 'older', stability: since('old') },
        { name: 'old', stability: since('new') },
        { name: 'new', stability: 'experimental' },
      ],
      ['older'],
    ],
  ])('may not send to a metric other than one that stays: one %s', (_, metrics, wrong) => {
    expect(withoutReplacement(metrics).map(({ name }) => name)).toEqual(wrong);
  });

  it('is told with the version and the replacement', () => {
    expect(stabilityInWords(since('new'))).toBe('deprecated since 0.3.0: use `new`');
  });
});
