import { expect, it } from '@jest/globals';
import type { Objective } from '../../src/restores/coverage/objective.js';
import { createProofIndex } from '../../src/targets/proof-index.js';
import type { Target } from '../../src/targets/target.js';
import type { TargetState } from '../../src/targets/target-state.js';
import { type ResourceView, resourceViewsOf } from '../../src/views/resource-view.js';
import { aResource } from '../restores/a-plan.js';
import { aRestoreTest, dayMs, later, monday } from '../restores/a-restore-job.js';
import { aReadTarget, place } from './a-read-target.js';

const daily: Objective = {
  plan: '*',
  resourceType: '*',
  successIntervalMs: 4 * dayMs,
  requiresValidation: false,
  accepts: [],
};
const recovery: Target = { accountId: '222233334444', accountName: 'recovery', region: 'eu-west-1' };
const ledger = aResource('ledger');
const passed = { validation: 'SUCCESSFUL', deletion: 'SUCCESSFUL' } as const;
const vault = 'arn:aws:backup:eu-west-1:222233334444:backup-vault:copies';
const inRecovery = aRestoreTest({
  ...passed,
  backupVaultArn: vault,
  sizeBytes: 9,
  recoveryPointCreatedAt: monday,
});
const proof = {
  ...recovery,
  backupVaultArn: vault,
  copy: 'other_account',
  provenAt: '2026-03-02T06:00:00.000Z',
  isCounted: true,
};
const latestTest = {
  ...recovery,
  restoreTestingPlan: 'daily',
  resourceType: 'RDS',
  restoreJobId: 'job-1',
  endedAt: '2026-03-02T06:00:00.000Z',
  verdict: 'passed',
  lastSuccessAt: '2026-03-02T06:00:00.000Z',
  restoredAt: '2026-03-02T06:00:00.000Z',
  durationSeconds: 3600,
  recoveryPointCreatedAt: '2026-03-02T05:00:00.000Z',
  restoredBytes: 9,
};

function resourcesOf(...states: readonly TargetState[]): ResourceView[] {
  const index = createProofIndex([daily]);
  index.follow(states);
  return [...resourceViewsOf(states, index)];
}

it('tells a resource once, where it is protected, with the proofs and tests of every account', () => {
  const resources = [{ ...ledger, name: 'ledger', lastBackupAt: later(monday, dayMs) }, aResource('orders')];
  const lastRestores = new Map([[aResource('orders').arn, monday]]);
  const tags = [{ arn: ledger.arn, tags: new Map([['owner', 'ledger-team']]) }];
  const states = [
    aReadTarget({ resources, lastRestores, jobs: [], tags }),
    aReadTarget({ jobs: [inRecovery], resources: [] }, recovery),
  ];
  const common = { ...place, resourceType: 'RDS', isProtected: true, testIntervalMaxSeconds: 345_600 };
  expect(resourcesOf(...states)).toEqual([
    {
      ...common,
      resourceArn: ledger.arn,
      resourceName: 'ledger',
      tags: { owner: 'ledger-team' },
      lastBackupAt: '2026-03-03T05:00:00.000Z',
      isProven: true,
      lastProvenAt: '2026-03-02T06:00:00.000Z',
      proofs: [proof],
      latestTests: [latestTest],
    },
    {
      ...common,
      resourceArn: aResource('orders').arn,
      isProven: false,
      lastRestoredAt: '2026-03-02T05:00:00.000Z',
      proofs: [],
      latestTests: [],
    },
  ]);
});

it('tells a resource that no target lists where it was tested, as not protected', () => {
  expect(resourcesOf(aReadTarget({ jobs: [inRecovery], resources: [] }, recovery))).toEqual([
    {
      ...recovery,
      resourceArn: ledger.arn,
      resourceType: 'RDS',
      isProtected: false,
      isProven: true,
      lastProvenAt: '2026-03-02T06:00:00.000Z',
      testIntervalMaxSeconds: 345_600,
      proofs: [proof],
      latestTests: [latestTest],
    },
  ]);
});
