import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ciFile, helmVersions, template } from './real-helm.js';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'restore-test-monitor-heap-'));
});

afterAll(() => rmSync(directory, { recursive: true }));

it.each<[string, string | undefined]>([
  ['512Mi', '384'],
  ['0.5Gi', '384'],
  ['536870912', '384'],
  ['"536870912"', '384'],
  ['1e9', '715'],
  ['"1e9"', '715'],
  ['"1E9"', '715'],
  ['1.5G', '1072'],
  ['.5Gi', '384'],
  ['536870912000m', '384'],
  ['1Ti', '786432'],
  ['a lot', undefined],
  ['""', undefined],
  ['null', undefined],
])('a memory limit of %s sets a heap of %s MiB', async (limit, heap) => {
  const file = join(directory, 'values.yaml');
  writeFileSync(file, `resources:\n  limits:\n    memory: ${limit}\n`);
  for (const version of helmVersions) {
    const rendered = await template(version, [ciFile('default'), file]);
    expect(/--max-old-space-size=(\d+)/.exec(rendered)?.[1]).toBe(heap);
  }
});
