import { ListRestoreTestingSelectionsCommand } from '@aws-sdk/client-backup';
import type { CallResult } from '../../targets/call-failure.js';
import type { BackupApi } from '../aws-api.js';
import type { Deadline } from '../deadline.js';
import type { Operation } from '../operation.js';
import { type Probe, probeNamed, smallestPage } from '../probe.js';
import { required, textField } from './field.js';
import { type ListResult, readPages } from './read-pages.js';

export const listRestoreTestingSelectionsOperation = {
  name: 'ListRestoreTestingSelections',
  actions: ['backup:ListRestoreTestingSelections'],
  statement: 'ReadRestoreTestingSelections',
  resource: 'restore-testing-plan',
  caller: 'account',
  feature: 'plans',
  answersRows: true,
  unsupported: 'refused',
} as const satisfies Operation;

/**
 * AWS Backup ListRestoreTestingSelections: the names of every selection of a plan, or `gone` where AWS no longer
 * knows it. The list does not say which resources a selection names.
 */
export async function listRestoreTestingSelections(
  { client, call }: BackupApi,
  planName: string,
  deadline: Deadline,
): Promise<ListResult<string> | CallResult<'gone'>> {
  const result = await readPages(
    call,
    listRestoreTestingSelectionsOperation,
    async (nextToken, abortSignal) => {
      const page = await client.send(
        new ListRestoreTestingSelectionsCommand({
          RestoreTestingPlanName: planName,
          MaxResults: 1000,
          NextToken: nextToken,
        }),
        { abortSignal },
      );
      return { rows: page.RestoreTestingSelections, nextToken: page.NextToken };
    },
    deadline,
    {
      map: (row) =>
        required(
          textField(row.RestoreTestingSelectionName),
          `a selection of restore testing plan ${planName}`,
          'name',
        ),
      identify: (row) => textField(row.RestoreTestingSelectionName),
      idOf: (name) => name,
    },
  );
  return !result.ok && result.failure.reason === 'not_found' ? { ok: true, value: 'gone' } : result;
}

export function probeRestoreTestingSelections(
  { client, call }: BackupApi,
  plan: string,
  deadline: Deadline,
): Promise<Probe> {
  return probeNamed(call, listRestoreTestingSelectionsOperation, deadline, async (abortSignal) => {
    const command = new ListRestoreTestingSelectionsCommand({
      RestoreTestingPlanName: plan,
      MaxResults: smallestPage,
    });
    const { RestoreTestingSelections: [first] = [] } = await client.send(command, { abortSignal });
    return first?.RestoreTestingSelectionName;
  });
}
