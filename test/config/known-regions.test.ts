import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from '@jest/globals';
import { configWarnings } from '../../src/config/config-warnings.js';
import { loadConfig } from '../../src/config/load-config.js';
import { knownRegions, unknownRegion } from '../../src/config/values/known-regions.js';
import { isRegion } from '../../src/config/values/partition.js';
import { describeProblem } from '../../src/problems/problem.js';

/** Those of the partitions by which the installed SDK resolves its endpoints. */
function regionsOfSdk(): string[] {
  const source = readFileSync(createRequire(import.meta.url).resolve('@aws-sdk/core/client'), 'utf8');
  return [...source.matchAll(/"?([a-z]+(?:-[a-z]+)+-\d+)"?: \{/g)]
    .map(([, name = '']) => name)
    .filter(isRegion);
}

it('knows the regions that the SDK knows', () => {
  expect(new Set(knownRegions)).toEqual(new Set(regionsOfSdk()));
});

it.each([
  ['eu-central-1', undefined],
  ['us-gov-west-1', undefined],
  ['eu-cental-1', 'this version knows no region eu-cental-1; did you mean eu-central-1?'],
  ['us-est-1', 'this version knows no region us-est-1; did you mean us-east-1?'],
  ['xx-nowhere-77', 'this version knows no region xx-nowhere-77'],
])('says of %s: %s', (region, expected) => {
  expect(unknownRegion(region)).toBe(expected);
});

it('warns of each unknown region of a configuration once, and takes it all the same', () => {
  const flags = {};
  const file = 'test/config/good/unknown-regions.yaml';
  const loaded = loadConfig({ file, flags, env: { AWS_REGION: 'eu-wets-1' } });
  expect(loaded.ok ? configWarnings(loaded.value).map(describeProblem) : loaded.failure).toEqual([
    'this version knows no region eu-cental-1; did you mean eu-central-1?',
    'this version knows no region us-wets-2; did you mean us-west-2?',
    'this version knows no region eu-wets-1; did you mean eu-west-1?',
  ]);
});
