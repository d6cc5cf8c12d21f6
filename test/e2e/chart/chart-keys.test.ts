import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parseDocument } from 'yaml';
import { listValues } from '../../../generators/chart/list-values.js';
import { chart, ciFile, ciNames, template } from './real-helm.js';

const keys = listValues(readFileSync(`${chart}/values.yaml`, 'utf8')).filter(({ isSection }) => !isSection);
let directory: string;
/** What each values file of ci/ renders to. */
const rendered = new Map<string, string>();

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'restore-test-monitor-keys-'));
  for (const name of ciNames) rendered.set(name, await template('v4.1', [ciFile(name)]));
});

afterAll(() => rmSync(directory, { recursive: true }));

it.each(keys)('$path is set by a values file in ci/, and makes a difference there', async ({ path }) => {
  expect(await makesDifference(path.split('.'))).toBe(true);
});

async function makesDifference(key: readonly string[]): Promise<boolean> {
  for (const name of ciNames) {
    const document = parseDocument(readFileSync(ciFile(name), 'utf8'));
    if (!document.hasIn(key)) continue;
    document.deleteIn(key);
    const without = join(directory, 'values.yaml');
    writeFileSync(without, document.toString());
    const other = await template('v4.1', [without]).catch((refused: Error) => refused.message);
    if (other !== rendered.get(name)) return true;
  }
  return false;
}
