import {
  GetRestoreTestingPlanCommand,
  type RestoreTestingRecoveryPointSelection,
} from '@aws-sdk/client-backup';
import type {
  RecoveryPointSelection,
  RestoreTestingPlan,
} from '../../restores/plans/restore-testing-plan.js';
import type { CallResult } from '../../targets/call-failure.js';
import type { BackupApi } from '../aws-api.js';
import { InvalidResponse } from '../classify-error.js';
import type { Deadline } from '../deadline.js';
import type { Operation } from '../operation.js';
import { type Probe, probeNamed } from '../probe.js';
import { numberField, textField } from './field.js';

export const getRestoreTestingPlanOperation = {
  name: 'GetRestoreTestingPlan',
  actions: ['backup:GetRestoreTestingPlan'],
  statement: 'ReadRestoreTestingSelections',
  resource: 'restore-testing-plan',
  caller: 'account',
  feature: 'plans',
  isOptional: true,
  unsupported: 'refused',
} as const satisfies Operation;

const dayMs = 86_400_000;
const defaultWindowDays = 30;

/**
 * Calls AWS Backup GetRestoreTestingPlan for what the plan restores from; `gone` if AWS does not know the plan, or describes
 * another one that has or had its name.
 */
export async function getRestoreTestingPlan(
  { client, call }: BackupApi,
  { name, arn }: Pick<RestoreTestingPlan, 'name' | 'arn'>,
  deadline: Deadline,
): Promise<CallResult<RecoveryPointSelection | 'gone'>> {
  const command = new GetRestoreTestingPlanCommand({ RestoreTestingPlanName: name });
  const result = await call(
    getRestoreTestingPlanOperation,
    async (abortSignal): Promise<RecoveryPointSelection | 'gone'> => {
      const { RestoreTestingPlan: row } = await client.send(command, { abortSignal });
      const described = textField(row?.RestoreTestingPlanName);
      if (described !== name) {
        throw new InvalidResponse(
          `asked for restore testing plan ${name}, AWS described ${described ?? 'none'}`,
        );
      }
      if ((textField(row?.RestoreTestingPlanArn) ?? arn) !== arn) return 'gone';
      return mapRecoveryPoints(row?.RecoveryPointSelection ?? {});
    },
    deadline,
  );
  return !result.ok && result.failure.reason === 'not_found' ? { ok: true, value: 'gone' } : result;
}

function mapRecoveryPoints(row: RestoreTestingRecoveryPointSelection): RecoveryPointSelection {
  return {
    algorithm: textField(row.Algorithm) ?? 'unknown',
    includedVaults: textsField(row.IncludeVaults),
    excludedVaults: textsField(row.ExcludeVaults),
    types: textsField(row.RecoveryPointTypes),
    windowMs: (numberField(row.SelectionWindowDays) ?? defaultWindowDays) * dayMs,
  };
}

function textsField(values: readonly unknown[] | undefined): string[] {
  return (values ?? []).flatMap((value) => textField(value) ?? []);
}

export function probeRestoreTestingPlan(
  { client, call }: BackupApi,
  name: string,
  deadline: Deadline,
): Promise<Probe> {
  const command = new GetRestoreTestingPlanCommand({ RestoreTestingPlanName: name });
  return probeNamed(call, getRestoreTestingPlanOperation, deadline, (abortSignal) =>
    client.send(command, { abortSignal }),
  );
}
