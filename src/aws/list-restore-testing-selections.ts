import { ListRestoreTestingSelectionsCommand } from '@aws-sdk/client-backup';
import type { CallResult } from '../targets/call-failure.js';
import type { Deadline } from './deadline.js';
import { required, textMember } from './member.js';
import { readPages } from './read-pages.js';
import type { BackupSession } from './session.js';

/**
 * AWS Backup ListRestoreTestingSelections: the names of every selection of a plan, or `gone` where AWS no longer
 * knows it. The list does not say which resources a selection names.
 */
export async function listRestoreTestingSelections(
  { client, call }: BackupSession,
  planName: string,
  deadline: Deadline,
): Promise<CallResult<string[] | 'gone'>> {
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
      const owner = `a selection of restore testing plan ${planName}`;
      const rows = (page.RestoreTestingSelections ?? []).map((row) =>
        required(textMember(row.RestoreTestingSelectionName), owner, 'name'),
      );
      return { rows, nextToken: page.NextToken };
    },
    deadline,
    (name) => name,
  );
  return !result.ok && result.failure.reason === 'not_found' ? { ok: true, value: 'gone' } : result;
}
