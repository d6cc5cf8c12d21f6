import type { LatestTest } from '../restores/latest-tests/latest-test.js';
import { targetKey } from '../targets/target.js';
import { currentFailure, type TargetState } from '../targets/target-state.js';

const namedAtMost = 3;
const testsAtMost = 2;

/**
 * One line for each thing that a person can watch between two looks at the targets: a test that ended, a cause of
 * failures. Of many tests some are named, failed ones first, and the others counted.
 */
export function eventLines(
  before: readonly TargetState[],
  after: readonly TargetState[],
  at: Date,
): string[] {
  const known = new Map(before.map((state) => [targetKey(state.target), state]));
  const tests = after.flatMap((state) => testLines(known.get(targetKey(state.target)), state));
  const lines = [...causeLines(causesOf(before), causesOf(after)), ...folded(tests)];
  return lines.map((line) => `${timeOf(at)} ${line}`);
}

function folded(tests: readonly string[]): string[] {
  const failed = tests.filter((line) => line.startsWith('✗'));
  const ordered = [...failed, ...tests.filter((line) => !line.startsWith('✗'))];
  const others = ordered.length - testsAtMost;
  if (others <= 0) return ordered;
  const othersFailed = Math.max(0, failed.length - testsAtMost);
  return [...ordered.slice(0, testsAtMost), `… ${others} more tests ended, ${othersFailed} of them failed`];
}

/** The tests that ended since; none where the target is read for the first time, for these are history. */
function testLines(before: TargetState | undefined, { target, restores }: TargetState): string[] {
  if (before?.restores.listedAt === undefined || before.restores === restores) return [];
  return [...restores.latestTests].flatMap(([key, test]) => {
    const last = before.restores.latestTests.get(key)?.ended;
    const { ended } = test;
    if (ended === undefined || (ended.jobId === last?.jobId && ended.verdict === last.verdict)) return [];
    const isGood = ended.verdict === 'passed' || ended.verdict === 'restored';
    const outcome = ended.failureReason ?? ended.verdict;
    return [
      `${isGood ? '✓' : '✗'} ${resourceName(test)} ${test.resourceType} ${target.accountName} ${outcome}`,
    ];
  });
}

/** The last part of the ARN, as people know the resource. */
function resourceName({ resourceArn }: LatestTest): string {
  return resourceArn.split(/[:/]/).at(-1) ?? resourceArn;
}

/** The accounts that fail, by what fails and why. */
function causesOf(states: readonly TargetState[]): Map<string, Set<string>> {
  const causes = new Map<string, Set<string>>();
  for (const state of states) {
    const failure = currentFailure(state);
    if (failure === undefined) continue;
    const cause = `${failure.operation} ${failure.reason}`;
    causes.set(cause, (causes.get(cause) ?? new Set()).add(state.target.accountName || 'own account'));
  }
  return causes;
}

function causeLines(
  before: ReadonlyMap<string, ReadonlySet<string>>,
  after: ReadonlyMap<string, ReadonlySet<string>>,
): string[] {
  const begun = [...after].filter(([cause]) => !before.has(cause));
  const over = [...before.keys()].filter((cause) => !after.has(cause));
  return [
    ...begun.map(([cause, accounts]) => `✗ cannot read ${listed([...accounts])}: ${cause}`),
    ...over.map((cause) => `✓ over: ${cause}`),
  ];
}

function listed(names: readonly string[]): string {
  const more = names.length > namedAtMost ? [`${names.length - namedAtMost} more`] : [];
  return [...names.slice(0, namedAtMost), ...more].join(', ');
}

function timeOf(at: Date): string {
  return at.toTimeString().slice(0, 8);
}
