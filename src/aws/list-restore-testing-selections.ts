import {
  ListRestoreTestingSelectionsCommand,
  type RestoreTestingSelectionForList,
} from '@aws-sdk/client-backup';
import type { PlanSelection } from '../restores/restore-testing-plan.js';
import type { CallResult } from '../targets/call-failure.js';
import type { Deadline } from './deadline.js';
import { numberMember, required, textMember } from './member.js';
import { readPages } from './read-pages.js';
import type { BackupSession } from './session.js';

/** A selection as the list has it: the validation window is not always told. */
export type SelectionListing = Omit<PlanSelection, 'validationWindowMs'> &
  Partial<Pick<PlanSelection, 'validationWindowMs'>>;

const hourMs = 3_600_000;

/** AWS Backup ListRestoreTestingSelections: every selection of a plan, or `gone` where AWS no longer knows it. */
export async function listRestoreTestingSelections(
  { client, call }: BackupSession,
  planName: string,
  deadline: Deadline,
): Promise<CallResult<SelectionListing[] | 'gone'>> {
  const result = await readPages(
    call,
    'ListRestoreTestingSelections',
    async (nextToken, abortSignal) => {
      const page = await client.send(
        new ListRestoreTestingSelectionsCommand({
          RestoreTestingPlanName: planName,
          MaxResults: 1000,
          NextToken: nextToken,
        }),
        { abortSignal },
      );
      const rows = (page.RestoreTestingSelections ?? []).map((row) => mapSelection(row, planName));
      return { rows, nextToken: page.NextToken };
    },
    deadline,
  );
  return !result.ok && result.failure.reason === 'not_found' ? { ok: true, value: 'gone' } : result;
}

/**
 * Maps a row of ListRestoreTestingSelections or the answer of GetRestoreTestingSelection.
 * @throws InvalidResponse where a member that a selection cannot be told without is missing
 */
export function mapSelection(
  row: Partial<RestoreTestingSelectionForList>,
  planName: string,
): SelectionListing {
  const plan = `restore testing plan ${planName}`;
  const name = required(textMember(row.RestoreTestingSelectionName), `a selection of ${plan}`, 'name');
  const owner = `selection ${name} of ${plan}`;
  const windowHours = numberMember(row.ValidationWindowHours);
  return {
    name,
    resourceType: required(textMember(row.ProtectedResourceType), owner, 'ProtectedResourceType'),
    ...(windowHours !== undefined && { validationWindowMs: windowHours * hourMs }),
  };
}
