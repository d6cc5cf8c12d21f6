import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { endOfLife, recommendedNodeRelease } from '../src/node-release.js';

it.each([
  ['v20.20.2', '2026-04-29T23:59:59Z', undefined],
  ['v20.20.2', '2026-04-30T00:00:00Z', '2026-04-30'],
  ['v22.0.0', '2027-04-29T00:00:00Z', undefined],
  ['v22.0.0', '2030-01-01T00:00:00Z', '2027-04-30'],
  ['v24.1.0', '2028-05-01T00:00:00Z', '2028-04-30'],
  ['v99.0.0', '2099-01-01T00:00:00Z', undefined],
  ['nonsense', '2099-01-01T00:00:00Z', undefined],
])('the last update of %s, seen at %s: %s', (version, now, expected) => {
  expect(endOfLife(version, new Date(now))).toBe(expected);
});

it('recommends what the image has', () => {
  const bases = [...readFileSync('Dockerfile', 'utf8').matchAll(/^ARG (?:BUILD_)?BASE=.*node:(\d+)-/gm)];
  expect(bases.map(([, release]) => Number(release))).toEqual([
    recommendedNodeRelease,
    recommendedNodeRelease,
  ]);
});
