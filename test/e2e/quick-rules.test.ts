import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { parseDuration } from '../../src/duration.js';
import { quickRules, quickTimes } from './quick-rules.js';

interface Rule {
  readonly alert: string;
  readonly labels: object;
  readonly annotations: Readonly<Record<string, string>>;
}

const shipped = readFileSync('config/prometheus/restore-test-monitor.rules.yaml', 'utf8');
const quick = quickRules(shipped);
const number = /\d+[a-z]*\b/g;

it('changes nothing but numbers', () => {
  expect(quick.replaceAll(number, '#').split('\n')).toEqual(shipped.replaceAll(number, '#').split('\n'));
});

it('changes the times of the table, all of them, and two limits', () => {
  const before = shipped.match(number) ?? [];
  const after = quick.match(number) ?? [];
  const changes = before.map((one, index) => [one, after[index]]).filter(([one, other]) => one !== other);
  expect(changes.filter(([one]) => one === '3600')).toEqual([
    ['3600', '14'],
    ['3600', '6'],
  ]);
  expect(Object.fromEntries(changes.filter(([one]) => one !== '3600'))).toEqual(quickTimes);
  expect(quick).not.toMatch(/\b\d+[mhdw]\b/);
});

it('leaves what arrives as it is', () => {
  expect(arriving(quick)).toEqual(arriving(shipped));
});

it('lets no time overtake another', () => {
  const inOrder = Object.entries(quickTimes).toSorted(([a], [b]) => secondsOf(a) - secondsOf(b));
  const seconds = inOrder.map(([, time]) => secondsOf(time));
  expect(seconds).toEqual([...new Set(seconds)].toSorted((a, b) => a - b));
});

function arriving(rules: string) {
  const { groups } = parse(rules) as { groups: { rules: Rule[] }[] };
  return groups.flatMap((group) =>
    group.rules.map(({ alert, labels, annotations: { description, ...others } }) => ({
      alert,
      labels,
      // A description may look up a label, and looks back for it as long as the rule does.
      annotations: { ...others, description: description?.replaceAll(/`[^`]*`/g, '``') },
    })),
  );
}

function secondsOf(time: string): number {
  return (parseDuration(time, 'scenario') ?? Number.NaN) / 1000;
}
