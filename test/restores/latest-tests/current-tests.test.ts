import { describe, expect, it } from '@jest/globals';
import { currentTests } from '../../../src/restores/latest-tests/current-tests.js';
import type { LatestTest } from '../../../src/restores/latest-tests/latest-test.js';
import { emptyLedger } from '../../../src/restores/ledger/ledger.js';
import { recordJobs } from '../../../src/restores/ledger/record-jobs.js';
import type {
  ProtectedResource,
  RestoreTestingPlan,
} from '../../../src/restores/plans/restore-testing-plan.js';
import { aPlan, aResource } from '../a-plan.js';
import { aRestoreTest, dayMs, hourMs, later, monday } from '../a-restore-job.js';

const settings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
const tested = aRestoreTest({ validation: 'FAILED', deletion: 'SUCCESSFUL' });

function testsOf(jobs = [tested]): LatestTest[] {
  const at = later(monday, dayMs);
  const ledger = recordJobs(emptyLedger, { jobs, gone: [], listedAt: at }, at, settings).ledger;
  return [...ledger.latestTests.values()];
}

function unprotected(unprotectedAt: Date): LatestTest[] {
  return testsOf().map((test) => ({ ...test, unprotectedAt }));
}

function naming(...resourceArns: string[]) {
  return { name: 'databases', resourceType: 'RDS', validationWindowMs: 0, resourceArns };
}

describe('the latest tests of what is tested now', () => {
  const ours = aResource('ledger').arn;
  const another = naming(aResource('another').arn);
  const tuesday = later(monday, dayMs);
  /** The test was on Monday; the plan ran on Tuesday. */
  const ranSince = (selections = [another]) => aPlan({ lastExecutedAt: tuesday, selections });
  const ranAfter = (ms: number) => aPlan({ lastExecutedAt: later(monday, ms), selections: [another] });
  const readAt = later(tuesday, 2 * hourMs);
  const isKept = (
    plans: readonly RestoreTestingPlan[],
    resources?: readonly ProtectedResource[],
    at = readAt,
  ) =>
    currentTests(testsOf(), {
      plans: { facts: plans, readAt: at },
      resources: resources && { facts: resources, readAt: at },
    }).length === 1;

  it.each([
    ['its plan names other resources and has run without it', isKept([ranSince()])],
    ['its plan selects other types and has run without it', isKept([ranSince([])])],
    ['its plan selects all of another type', isKept([ranSince([{ ...naming(), resourceType: 'EBS' }])])],
    ['its plan is gone', isKept([])],
    ['its plan was gone when it began', isKept([], undefined, monday)],
    ['its plan ran a little more than a minute later', isKept([ranAfter(60_001)])],
  ])('leave out a test when %s', (_, kept) => {
    expect(kept).toBe(false);
  });

  it.each([
    ['its plan names it', isKept([ranSince([another, naming(ours)])])],
    ['its plan selects all of its type', isKept([ranSince([another, naming()])])],
    ['its plan has not run since', isKept([aPlan({ selections: [another] })])],
    ['its plan ran a minute later, by a clock that may be ahead', isKept([ranAfter(60_000)])],
    ['its plan has never run', isKept([aPlan({ selections: [another], lastExecutedAt: undefined })])],
    ['plans were read before it', isKept([], [], later(monday, -1))],
    ['it is protected', isKept([ranSince([naming()])], [aResource('ledger')])],
    ['nothing that its plan tests is protected', isKept([ranSince([naming()])], [aResource('another')])],
  ])('have a test when %s', (_, kept) => {
    expect(kept).toBe(true);
  });

  it('leave out that of a resource that is not protected any more, and have that of one that is', () => {
    const orders = aResource('orders');
    const tests = testsOf([tested, { ...tested, id: 'job-2', sourceResourceArn: orders.arn }]);
    const plans = { facts: [ranSince([naming()])], readAt };
    const current = currentTests(tests, { plans, resources: { facts: [orders], readAt } });
    expect(current.map(({ resourceArn }) => resourceArn)).toEqual([orders.arn]);
  });

  it('have that of a resource of which the list of protected ones could not know yet', () => {
    const orders = aResource('orders');
    const tests = testsOf([tested, { ...tested, id: 'job-2', sourceResourceArn: orders.arn }]);
    const plans = { facts: [ranSince([naming()])], readAt };
    const sizes = [later(monday, -1), monday].map(
      (at) => currentTests(tests, { plans, resources: { facts: [orders], readAt: at } }).length,
    );
    expect(sizes).toEqual([2, 1]);
  });

  it('are all of them until plans are read', () => {
    expect(currentTests(testsOf(), {})).toHaveLength(1);
  });

  describe('of a resource that was confirmed to be unprotected', () => {
    const at = (tests: readonly LatestTest[], ...facts: ProtectedResource[]) =>
      currentTests(tests, { plans: { facts: [aPlan()], readAt }, resources: { facts, readAt } }).length;

    it.each([
      ['have none that is older', at(unprotected(readAt)), 0],
      ['have none where resources are not read any more', currentTests(unprotected(readAt), {}).length, 0],
      ['have one that is newer', at(unprotected(later(monday, -1))), 1],
      ['have all when it is protected again', at(unprotected(readAt), aResource('ledger')), 1],
    ])('%s', (_, found, expected) => {
      expect(found).toBe(expected);
    });
  });

  it('have a test of another account, of which the list need not tell, by a plan that also tests what is listed', () => {
    const foreign = 'arn:aws:rds:eu-west-1:444455556666:db:copied';
    const jobs = [tested, aRestoreTest({ id: 'job-2', sourceResourceArn: foreign })];
    const of = (accountId: string) =>
      currentTests(testsOf(jobs), {
        home: { accountId },
        plans: { facts: [ranSince([naming()])], readAt },
        resources: { facts: [aResource('ledger')], readAt },
      }).map(({ resourceArn }) => resourceArn);
    expect(of('111122223333')).toEqual([ours, foreign]);
    expect(of('444455556666')).toEqual([ours]);
  });
});
