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

if (versions.length === 0) it.todo('renders the values of released versions: there is none yet');
for (const version of versions) {
  it.each(readdirSync(join(released, version)))(`renders %s of version ${version}`, async (file) => {
    expect(await template('v4.1', [join(released, version, file)])).toContain('kind: Service');
  });
}
