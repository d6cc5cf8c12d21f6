import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ciFile, template } from './real-helm.js';

const guides = ['docs/kubernetes.md', 'README.md', 'helm/restore-test-monitor/README.md'];
const examples = guides.flatMap((guide) =>
  [...readFileSync(guide, 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, text = '']) => ({
    guide,
    text,
  })),
);
/** Those that begin with a key of the chart; the README also has configurations of the daemon. */
const values = examples.filter(
  ({ guide, text }) => guide !== 'README.md' || text.startsWith('# values.yaml'),
);
const hash = '$2b$10$SRMhapJ3Y.YVKKmPMiTGfOL8Rqy4IxOlbC5StcWi.nLpFrMxSMya2';
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'restore-test-monitor-documentation-'));
});

afterAll(() => rmSync(directory, { recursive: true }));

it.each(values)('$guide has values that render: $text', async ({ text }) => {
  const file = join(directory, 'values.yaml');
  writeFileSync(
    file,
    text.replace('$2y$10$...', () => hash),
  );
  for (const version of ['v3.18', 'v4.1'] as const)
    expect(await template(version, [ciFile('default'), file])).toContain('kind: Service');
});

it('says in every guide where the image comes from', () => {
  const first = guides.map((guide) => values.find((example) => example.guide === guide)?.text);
  for (const text of first) expect(text).toMatch(/^# values\.yaml\nimage:\n(?: +#.*\n)? +repository: /);
});

it('shows examples in every guide', () => {
  expect(new Set(values.map(({ guide }) => guide))).toEqual(new Set(guides));
});
