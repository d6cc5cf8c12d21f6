import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { template } from './real-helm.js';

const released = 'test/e2e/chart/released';
const versions = readdirSync(released).filter((name) => name !== 'README.md');

it('has the values of every released version', () => {
  const changelog = readFileSync('CHANGELOG.md', 'utf8');
  const inChangelog = [...changelog.matchAll(/^## \[(\d[^\]]*)\]/gm)].map(([, version = '']) => version);
  expect(versions.toSorted()).toEqual(inChangelog.toSorted());
});

it('renders the values of every released version', async () => {
  for (const version of versions) {
    for (const file of readdirSync(join(released, version)))
      expect(await template('v4.1', [join(released, version, file)])).toContain('kind: Service');
  }
});
