import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from '@jest/globals';
import { createLogOutput } from '../../src/log/log-output.js';
import { until } from '../patience.js';

const pipeBytes = 65_536;
const lineOf = (index: number) => `${String(index).padStart(1023, '.')}\n`;
const linesOf = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => lineOf(from + index)).join('');
const cleanUps: (() => void)[] = [];

afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

/** A pipe that is read only when the test says so. */
function stalledPipe() {
  const directory = mkdtempSync(join(tmpdir(), 'log-output-'));
  const path = join(directory, 'pipe');
  execFileSync('mkfifo', [path]);
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  cleanUps.push(() => {
    closeSync(fd);
    rmSync(directory, { recursive: true });
  });
  const buffer = Buffer.alloc(pipeBytes);
  return { fd, read: () => buffer.toString('utf8', 0, readSync(fd, buffer)) };
}

function readOrNothing(read: () => string): string {
  try {
    return read();
  } catch (error) {
    if (!String(error).includes('EAGAIN')) throw error;
    return '';
  }
}

it('writes at once what the reader takes, keeps what fits, drops the rest, and says so when the reader goes on', async () => {
  const { fd, read } = stalledPipe();
  const resumed: number[] = [];
  const output = createLogOutput({ fd }, { maxBytes: 10_240, resumed: (count) => resumed.push(count) });
  output.write(lineOf(0));
  expect(read()).toBe(lineOf(0));
  for (let index = 1; index <= 100; index += 1) output.write(lineOf(index));
  expect([output.dropped(), resumed]).toEqual([100 - 64 - 10, []]);
  expect(read()).toBe(linesOf(1, 65));
  await until(() => resumed.length > 0);
  expect(read()).toBe(linesOf(65, 75));
  output.write(lineOf(101));
  expect([read(), output.dropped(), resumed]).toEqual([lineOf(101), 26, [26]]);
});

it('goes on in the middle of a line of which the reader took a part', async () => {
  const { fd, read } = stalledPipe();
  const output = createLogOutput({ fd });
  const line = `${'x'.repeat(3 * pipeBytes)}\n`;
  output.write(line);
  output.write(lineOf(0));
  let taken = '';
  await until(() => {
    taken += readOrNothing(read);
    return taken.length >= line.length + 1024;
  });
  expect(taken === line + lineOf(0)).toBe(true);
  expect(output.dropped()).toBe(0);
});

it('counts what a full disk does not take, and goes on', () => {
  const fd = openSync('/dev/full', constants.O_WRONLY);
  cleanUps.push(() => closeSync(fd));
  const output = createLogOutput({ fd });
  for (let index = 0; index < 3; index += 1) output.write(lineOf(index));
  expect(output.dropped()).toBe(3);
});

it('leaves nothing behind that a file does not have at once', () => {
  const directory = mkdtempSync(join(tmpdir(), 'log-output-'));
  const file = join(directory, 'log');
  const fd = openSync(file, 'w');
  cleanUps.push(() => {
    closeSync(fd);
    rmSync(directory, { recursive: true });
  });
  const output = createLogOutput({ fd });
  output.write(lineOf(0));
  output.write(lineOf(1));
  expect(readFileSync(file, 'utf8')).toBe(linesOf(0, 2));
});
