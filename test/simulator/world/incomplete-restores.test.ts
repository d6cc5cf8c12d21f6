import { describe, expect, it } from '@jest/globals';
import { type ScenarioInput, scenarioOf } from '../../../src/simulator/scenario/scenario.js';
import { createWorld } from '../../../src/simulator/world/world.js';

const startMs = Date.parse('2026-03-10T12:00:00Z');
const place = { accountId: '111122223333', region: 'eu-west-1' };

type Failures = NonNullable<NonNullable<ScenarioInput['plans']>[number]['resources'][number]['failures']>;

function rowOf(failures: Failures) {
  const scenario = scenarioOf({
    regions: ['eu-west-1'],
    accounts: [{ id: '111122223333', name: 'monitoring' }],
    history: '1d',
    plans: [
      {
        name: 'daily',
        validation: { window: '1h' },
        resources: [{ type: 'S3', name: 'statements', restore: '5m', failures }],
      },
    ],
  });
  const [row] = createWorld(scenario, 1, startMs).rowsAt(place, startMs);
  if (row === undefined) throw new Error('no job');
  return row;
}

describe('a simulated restore that is incomplete', () => {
  it('of some objects is COMPLETED with the message that names what was restored', () => {
    const row = rowOf([{ everyRun: 1, cause: 'objects_not_restored' }]);
    const bucket = row.CreatedResourceArn?.replace('arn:aws:s3:::', '');
    expect(row).toMatchObject({
      Status: 'COMPLETED',
      ValidationStatus: 'SUCCESSFUL',
      DeletionStatus: 'SUCCESSFUL',
      StatusMessage: `One or more objects failed to be restored from ${row.RecoveryPointArn} to ${bucket}. To get notified of these failures, enable SNS event notifications.`,
    });
    expect(bucket).toMatch(/^awsbackup-restore-test-/);
  });

  it('of nothing is COMPLETED with the message that names the recovery point', () => {
    const row = rowOf([{ everyRun: 1, cause: 'nothing_to_restore' }]);
    expect(row).toMatchObject({
      Status: 'COMPLETED',
      StatusMessage: `There are no objects that match the restore request for ${row.RecoveryPointArn}.`,
    });
  });

  it('has any other message that the scenario gives it', () => {
    const message = 'The tags could not be set.';
    const row = rowOf([{ everyRun: 1, status: 'COMPLETED', message }]);
    expect(row).toMatchObject({
      Status: 'COMPLETED',
      ValidationStatus: 'SUCCESSFUL',
      StatusMessage: message,
    });
  });

  it('names the role of the job where it failed for it', () => {
    const row = rowOf([{ everyRun: 1, cause: 'access_denied' }]);
    expect(row.Status).toBe('FAILED');
    expect(row.StatusMessage).toContain(`User ${row.IamRoleArn} is not authorized`);
  });
});
