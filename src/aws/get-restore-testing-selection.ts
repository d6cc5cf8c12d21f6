import {
  GetRestoreTestingSelectionCommand,
  type RestoreTestingSelectionForGet,
} from '@aws-sdk/client-backup';
import type { PlanSelection } from '../restores/restore-testing-plan.js';
import type { CallResult } from '../targets/call-failure.js';
import { InvalidResponse } from './classify-error.js';
import type { Deadline } from './deadline.js';
import { numberMember, required, resourceTypeMember, textMember } from './member.js';
import type { BackupSession } from './session.js';

const hourMs = 3_600_000;

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
      return selection;
    },
    deadline,
  );
  return !result.ok && result.failure.reason === 'not_found' ? { ok: true, value: 'gone' } : result;
}

function mapSelection(row: Partial<RestoreTestingSelectionForGet>, planName: string): PlanSelection {
  const plan = `restore testing plan ${planName}`;
  const name = required(textMember(row.RestoreTestingSelectionName), `a selection of ${plan}`, 'name');
  const owner = `selection ${name} of ${plan}`;
  return {
    name,
    resourceType: required(resourceTypeMember(row.ProtectedResourceType), owner, 'ProtectedResourceType'),
    validationWindowMs: (numberMember(row.ValidationWindowHours) ?? 0) * hourMs,
    resourceArns: (row.ProtectedResourceArns ?? []).filter((arn) => textMember(arn) && arn !== '*'),
  };
}
