import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { listValues } from '../../../generators/chart/list-values.js';
import { chart, helm } from './real-helm.js';

const paths = listValues(readFileSync(`${chart}/values.yaml`, 'utf8')).map(({ path }) => path);
const atOnce = 4;
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'restore-test-monitor-nulls-'));
});

afterAll(() => rmSync(directory, { recursive: true }));

it('renders, or says what is missing, where `null` takes a value away', async () => {
  const failures: string[] = [];
  for (let from = 0; from < paths.length; from += atOnce) {
    const some = paths.slice(from, from + atOnce);
    failures.push(...(await Promise.all(some.map(failureWithout))).flat());
  }
  expect(failures).toEqual([]);
}, 120_000);

/** What Helm says of a template that cannot do without the value; nothing where it renders, or refuses the values. */
async function failureWithout(path: string): Promise<string[]> {
  const values = JSON.parse(
    path.split('.').reduceRight((below, key) => `{${JSON.stringify(key)}:${below}}`, 'null'),
  );
  const image = { repository: 'registry.example.com/image', ...values.image };
  const file = join(directory, `${path}.yaml`);
  writeFileSync(file, JSON.stringify({ ...values, image: values.image === null ? null : image }));
  const { code, stderr } = await helm('v4.1', 'template', 'backup', chart, '--values', file);
  const isRefused = code === 0 || /missing property|^image\.repository:/m.test(stderr);
  return isRefused ? [] : [`${path}: ${stderr}`];
}
