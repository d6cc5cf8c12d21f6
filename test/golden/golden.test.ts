import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { goldenCases, goldenDirectory, playGoldenCase } from './played-scenario.js';

const isUpdate = process.env['UPDATE_GOLDEN'] === '1';
const hasPromtool = spawnSync('promtool', ['--version']).status === 0;
if (!hasPromtool) process.stderr.write('promtool is not on the PATH: golden outputs are not linted\n');

function withoutDurations(exposition: string): string {
  return exposition.replaceAll(/^(restore_test_monitor_target_poll_duration_seconds\{.*\}) .*$/gm, '$1 0');
}

describe.each(goldenCases)('%s', (name) => {
  const file = join(goldenDirectory, name, 'metrics.prom');

  it('is shown as its golden file has it', async () => {
    const exposition = withoutDurations((await playGoldenCase(name)).exposition);
    if (isUpdate) writeFileSync(file, exposition);
    expect(exposition).toBe(readFileSync(file, 'utf8'));
  });

  it('passes promlint', () => {
    if (!hasPromtool) return;
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
      input: readFileSync(file),
      encoding: 'utf8',
    });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});
