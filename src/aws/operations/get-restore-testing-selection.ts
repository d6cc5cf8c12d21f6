import {
  GetRestoreTestingSelectionCommand,
  type RestoreTestingSelectionForGet,
} from '@aws-sdk/client-backup';
import type { PlanSelection } from '../../restores/plans/restore-testing-plan.js';
import type { CallResult } from '../../targets/call-failure.js';
import type { RefusedRow } from '../../targets/refused-row.js';
import type { BackupApi } from '../aws-api.js';
import { InvalidResponse } from '../classify-error.js';
import type { Deadline } from '../deadline.js';
import type { Operation } from '../operation.js';
import { type Probe, probeNamed } from '../probe.js';
import { numberField, required, resourceTypeField, textField } from './field.js';
import { readRow } from './read-row.js';

export const getRestoreTestingSelectionOperation = {
  name: 'GetRestoreTestingSelection',
  actions: ['backup:GetRestoreTestingSelection'],
  statement: 'ReadRestoreTestingSelections',
  resource: 'restore-testing-plan',
  caller: 'account',
  feature: 'plans',
  answersRows: true,
  unsupported: 'refused',
} as const satisfies Operation;

const hourMs = 3_600_000;

/** A selection, `gone` if AWS does not know it or its plan, or why its description cannot be used. */
export type DescribedSelection = { readonly read: PlanSelection } | 'gone' | { readonly refused: RefusedRow };

/**
 * Calls AWS Backup GetRestoreTestingSelection.
 * Without a validation window AWS deletes what it restored right after the test: it is 0.
 */
export async function getRestoreTestingSelection(
  { client, call }: BackupApi,
  planName: string,
  name: string,
  deadline: Deadline,
): Promise<CallResult<DescribedSelection>> {
  const command = new GetRestoreTestingSelectionCommand({
    RestoreTestingPlanName: planName,
    RestoreTestingSelectionName: name,
  });
  const result = await call(
    getRestoreTestingSelectionOperation,
    async (abortSignal): Promise<DescribedSelection> => {
      const { RestoreTestingSelection: row } = await client.send(command, { abortSignal });
      const described = textField(row?.RestoreTestingSelectionName);
      if (described !== name) {
        throw new InvalidResponse(`asked for selection ${name}, AWS described ${described ?? 'none'}`);
      }
      return readRow(row ?? {}, getRestoreTestingSelectionOperation, {
        map: (selection) => mapSelection(selection, name, planName),
        identify: () => name,
      });
    },
    deadline,
  );
  return !result.ok && result.failure.reason === 'not_found' ? { ok: true, value: 'gone' } : result;
}

function mapSelection(
  row: Partial<RestoreTestingSelectionForGet>,
  name: string,
  planName: string,
): PlanSelection {
  const owner = `selection ${name} of restore testing plan ${planName}`;
  return {
    name,
    resourceType: required(resourceTypeField(row.ProtectedResourceType), owner, 'ProtectedResourceType'),
    validationWindowMs: (numberField(row.ValidationWindowHours) ?? 0) * hourMs,
    resourceArns: (row.ProtectedResourceArns ?? []).filter((arn) => textField(arn) && arn !== '*'),
  };
}

export function probeRestoreTestingSelection(
  { client, call }: BackupApi,
  plan: string,
  name: string,
  deadline: Deadline,
): Promise<Probe> {
  const command = new GetRestoreTestingSelectionCommand({
    RestoreTestingPlanName: plan,
    RestoreTestingSelectionName: name,
  });
  return probeNamed(call, getRestoreTestingSelectionOperation, deadline, (abortSignal) =>
    client.send(command, { abortSignal }),
  );
}
