import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import {
  accountMetrics,
  applicationMetrics,
  type DocumentedMetric,
  exceptionMetrics,
  selfMetrics,
  summaryMetrics,
  targetMetrics,
} from '../../generators/docs/metrics-doc.js';
import { placeLabels } from '../../src/metrics/family.js';
import { sourceFiles } from './source-imports.js';

const ofPlaces = [...targetMetrics, ...summaryMetrics].map((metric) => ({
  ...metric,
  labels: [...placeLabels, ...metric.labels],
}));
const all = [...ofPlaces, ...accountMetrics, ...applicationMetrics, ...exceptionMetrics, ...selfMetrics()];
const own = all.filter(({ name }) => !/^(process|nodejs)_/.test(name));

const snakeCase = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
const otherUnits =
  /_(nanoseconds|microseconds|milliseconds|minutes|hours|days|weeks|bits|kilobytes|megabytes|gigabytes|terabytes|kibibytes|mebibytes|gibibytes|percent|percents|celsius|fahrenheit|s|ms|us|ns|sec|b|kb|mb|gb|tb|pb|m|h|d)(_|$)/;
const typesOfMetrics = /_(gauge|counter|histogram|summary|untyped)(_|$)/;

/** Prometheus or a scrape configuration sets these, so that ours would be renamed. */
const takenLabels = ['region', 'zone', 'cluster', 'service', 'job', 'instance', 'type', 'env', 'environment'];

const namesOf = (metrics: readonly DocumentedMetric[]) => metrics.map(({ name }) => name);

it('has names in snake case without a foreign unit or the type', () => {
  expect(namesOf(all).filter((name) => !snakeCase.test(name))).toEqual([]);
  expect(namesOf(all).filter((name) => otherUnits.test(name) || typesOfMetrics.test(name))).toEqual([]);
});

it('ends the names of counters in _total, and no others', () => {
  expect(all.filter(({ name, type }) => name.endsWith('_total') !== (type === 'counter'))).toEqual([]);
  expect(namesOf(all).filter((name) => /_(bucket|count|sum)$/.test(name))).toEqual([]);
});

it('has labels in snake case, none of them reserved or twice', () => {
  const labels = all.flatMap((metric) => metric.labels);
  expect(labels.filter((label) => !snakeCase.test(label) || /^(le|quantile)$/.test(label))).toEqual([]);
  expect(all.filter((metric) => new Set(metric.labels).size < metric.labels.length)).toEqual([]);
});

it('has no label that a scrape sets', () => {
  expect(own.filter(({ labels }) => labels.some((label) => takenLabels.includes(label)))).toEqual([]);
});

it('has a help text for each metric, of its own metrics a sentence', () => {
  expect(all.filter(({ help }) => help.trim() === '')).toEqual([]);
  expect(own.filter(({ help }) => !/^[A-Z0-9].{25,}\.$/.test(help))).toEqual([]);
});

it('names the operation or field of AWS, or the configuration, that a metric comes from', () => {
  const ofAws = own.filter(({ name }) => name.startsWith('aws_backup_'));
  expect(ofAws.filter(({ help }) => !/\b([A-Z][a-z]+){2,}\b|\bconfigured\b/.test(help))).toEqual([]);
});

it('names each metric in one file of the tables', () => {
  const sources = sourceFiles.map((file) => ({ file, text: readFileSync(`src/${file}`, 'utf8') }));
  const placesOf = (name: string) =>
    sources.filter(({ text }) => text.includes(`'${name}'`)).map(({ file }) => file);
  const misplaced = namesOf(own)
    .map((name) => ({ name, places: placesOf(name) }))
    .filter(({ places }) => places.length !== 1 || !places[0]?.startsWith('metrics/'));
  expect(misplaced).toEqual([]);
});

it('has no name twice, and none within the series of a histogram', () => {
  const series = all.flatMap(({ name, type }) =>
    type === 'histogram' ? ['', '_bucket', '_count', '_sum'].map((suffix) => `${name}${suffix}`) : [name],
  );
  expect(new Set(series).size).toBe(series.length);
});

it('has its own prefixes only', () => {
  expect(namesOf(own).filter((name) => !/^(aws_backup|restore_test_monitor)_/.test(name))).toEqual([]);
});

const known = new Set(namesOf(own));
const texts = [
  ...sourceFiles.map((file) => `src/${file}`),
  ...['docs', 'docs/runbooks', 'config/prometheus'].flatMap((directory) =>
    readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => `${directory}/${name}`),
  ),
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
];

it('mentions no metric anywhere that does not exist', () => {
  const mentioned = texts.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\b(?:aws_backup|restore_test_monitor)_[a-z_]*[a-z]\b/g)].map(
      ([name]) => ({ file, name }),
    ),
  );
  expect(mentioned.length).toBeGreaterThan(100);
  const unknown = mentioned.filter(
    ({ name }) => !known.has(name) && !known.has(name.replace(/_(bucket|count|sum)$/, '')),
  );
  expect(unknown).toEqual([]);
});
