import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from '@jest/globals';
import { followFile } from '../../src/config/follow-file.js';
import { until } from '../patience.js';

const directory = mkdtempSync(join(tmpdir(), 'follow-file-'));
const stops: (() => void)[] = [];

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

/** Follows a file of its own, and counts its changes. */
function followed(name: string, content: string) {
  const file = join(directory, name);
  const write = (text: string) => {
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  };
  write(content);
  let changes = 0;
  const { stop } = followFile(file, 20, () => {
    changes += 1;
  });
  stops.push(stop);
  return { file, write, stop, changes: () => changes };
}

it('tells of the first look, of each change, and of no look that finds the same', async () => {
  const { write, file, changes } = followed('changes.yaml', 'log: {}');
  const other = followed('same.yaml', 'log: {}');
  await until(() => changes() === 1 && other.changes() === 1);
  other.write('log: {}');
  write('web: {}');
  await until(() => changes() === 2);
  rmSync(file);
  await until(() => changes() === 3);
  expect(other.changes()).toBe(1);
});

it('waits until nobody writes any more', async () => {
  const { write, changes } = followed('written.yaml', '0');
  const quiet = followed('quiet.yaml', '0');
  let written = 0;
  await until(() => {
    write(String(++written));
    return quiet.changes() === 1;
  });
  expect(changes()).toBe(0);
  await until(() => changes() === 1);
});

it('tells of nothing once it is stopped', async () => {
  const { stop, changes } = followed('stopped.yaml', '0');
  const other = followed('other.yaml', '0');
  await new Promise((resolve) => setTimeout(resolve, 100));
  stop();
  await until(() => other.changes() === 1);
  expect(changes()).toBe(0);
});
