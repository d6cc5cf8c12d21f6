import { expect, it } from '@jest/globals';
import { createExposition } from '../../src/metrics/exposition.js';
import type { CallFailure } from '../../src/targets/call-failure.js';
import { newTargetState, recordJobsReading, type TargetState } from '../../src/targets/target-state.js';
import { aRestoreTest, dayMs, hourMs, later, monday } from '../restores/a-restore-job.js';

const settings = {
  perResource: { enabled: true, limit: 1000 },
  summaries: { period: 'ONE_DAY', state: 'ANY' },
  objectives: [],
};
const ledgerSettings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
const at = later(monday, 2 * hourMs);

function stateOf(region: string): TargetState {
  const target = { accountId: '111122223333', accountName: 'payments', region };
  const facts = { jobs: [aRestoreTest({ validation: 'SUCCESSFUL' })], gone: [], listedAt: at };
  return recordJobsReading(newTargetState(target), { at, durationSeconds: 1 }, facts, ledgerSettings).state;
}

/** The state as a bug would leave it, which only the rendering meets. */
function broken(state: TargetState): TargetState {
  const groups = new Map(state.restores.groups);
  groups.set('nightly', Object.freeze(Object.create(null)));
  return { ...state, asOf: later(at, hourMs), restores: { ...state.restores, groups } };
}

it('keeps the last metrics of a target that cannot be rendered, shows it as down, and renders the others', () => {
  const [bad, good] = [stateOf('eu-west-1'), stateOf('eu-north-1')];
  let states = [bad, good];
  const told: string[] = [];
  const failureOf = (target: { region: string }, error: unknown): CallFailure => {
    told.push(`${target.region} ${(error as Error).name}`);
    return { operation: 'restore-test-monitor', reason: 'internal', message: 'a bug' };
  };
  const render = createExposition(
    settings,
    () => states,
    () => ({ names: new Map() }),
    failureOf,
  );
  const before = render().join('');
  states = [broken(bad), good];
  const after = [render().join(''), render().join('')];
  expect(told).toEqual(['eu-west-1 TypeError']);
  expect(after[0]).toBe(after[1]);
  const changed = linesBesides(after[0] ?? '', before);
  const place = 'aws_account_id="111122223333",aws_account="payments",aws_region="eu-west-1"';
  expect(changed).toEqual([
    `restore_test_monitor_target_up{${place}} 0`,
    `restore_test_monitor_target_failure_reason{${place},reason="internal"} 1`,
    `restore_test_monitor_target_poll_duration_seconds{${place}} 0`,
  ]);
});

it('shows a target as down that could never be rendered', () => {
  const failure: CallFailure = { operation: 'restore-test-monitor', reason: 'internal', message: 'a bug' };
  const states = [broken(stateOf('eu-west-1'))];
  const render = createExposition(
    settings,
    () => states,
    () => ({ names: new Map() }),
    () => failure,
  );
  expect(render().join('')).toMatch(/^restore_test_monitor_target_up\{.*\} 0$/m);
});

function linesBesides(text: string, other: string): string[] {
  const known = new Set(other.split('\n'));
  return text.split('\n').filter((line) => !known.has(line));
}
