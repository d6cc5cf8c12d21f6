import { GetRestoreTestingSelectionCommand } from '@aws-sdk/client-backup';
import type { PlanSelection } from '../restores/restore-testing-plan.js';
import type { CallResult } from '../targets/call-failure.js';
import { InvalidResponse } from './classify-error.js';
import type { Deadline } from './deadline.js';
import { mapSelection } from './list-restore-testing-selections.js';
import type { BackupSession } from './session.js';

/**
 * AWS Backup GetRestoreTestingSelection: the selection, or `gone` where AWS no longer knows it or its plan.
 * Without a validation window AWS deletes what it restored right after the test: it is 0.
 */
export async function getRestoreTestingSelection(
  { client, call }: BackupSession,
  planName: string,
  name: string,
  deadline: Deadline,
): Promise<CallResult<PlanSelection | 'gone'>> {
  const command = new GetRestoreTestingSelectionCommand({
    RestoreTestingPlanName: planName,
    RestoreTestingSelectionName: name,
  });
  const result = await call(
    'GetRestoreTestingSelection',
    async (abortSignal) => {
      const { RestoreTestingSelection: row } = await client.send(command, { abortSignal });
      const selection = mapSelection(row ?? {}, planName);
      if (selection.name !== name) {
        throw new InvalidResponse(`asked for selection ${name}, AWS described ${selection.name}`);
      }
      return { validationWindowMs: 0, ...selection };
    },
    deadline,
  );
  return !result.ok && result.failure.reason === 'not_found' ? { ok: true, value: 'gone' } : result;
}
