import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../src/config/load-config.js';
import { formatProblem } from '../../src/problems/problem.js';

const directory = join('test', 'config', 'bad');
const files = readdirSync(directory).filter((name) => name.endsWith('.yaml'));
const env = {
  ACCOUNT_ID: '012345678901',
  CONCURRENCY: '5',
  HOSTNAME: 'laptop',
  LEVEL: 'verbose',
  SECRET: 's3cret-of-the-environment',
};

function linesOf(name: string): string[] {
  const loaded = loadConfig({
    file: join(directory, name),
    flags: {},
    env,
    now: new Date('2026-11-30T12:00:00Z'),
  });
  return loaded.ok ? [] : loaded.failure.map(formatProblem);
}

describe.each(files)('%s', (name) => {
  it('is refused with the messages beside it', () => {
    const expected = readFileSync(join(directory, name.replace(/yaml$/, 'txt')), 'utf8');
    const lines = linesOf(name).map((line) => `${line.replace(`${directory}/`, '')}\n`);
    expect(lines.join('')).toBe(expected);
    expect(lines).not.toEqual([]);
  });

  it('gives away no secret', () => {
    expect(linesOf(name).join('\n')).not.toContain('s3cret');
  });
});

it('has messages for each file and a file for all messages', () => {
  const texts = readdirSync(directory).filter((name) => name.endsWith('.txt'));
  expect(new Set(texts)).toEqual(new Set(files.map((name) => name.replace(/yaml$/, 'txt'))));
});
