import { ListRestoreTestingPlansCommand, type RestoreTestingPlanForList } from '@aws-sdk/client-backup';
import type { RestoreTestingPlan } from '../../restores/plans/restore-testing-plan.js';
import type { BackupApi } from '../aws-api.js';
import type { Deadline } from '../deadline.js';
import type { Operation } from '../operation.js';
import { type Probe, probeAll, smallestPage } from '../probe.js';
import { dateField, numberField, required, textField } from './field.js';
import { type ListResult, readPages } from './read-pages.js';

export const listRestoreTestingPlansOperation = {
  name: 'ListRestoreTestingPlans',
  actions: ['backup:ListRestoreTestingPlans'],
  statement: 'ListRestoreTestingPlans',
  resource: 'any',
  caller: 'account',
  feature: 'plans',
  answersRows: true,
  unsupported: 'not found',
} as const satisfies Operation;

/**
 * A plan of ListRestoreTestingPlans, without its selections and its RecoveryPointSelection, which AWS returns plan by
 * plan.
 */
export type PlanListing = Omit<RestoreTestingPlan, 'selections' | 'recoveryPoints'>;

const hourMs = 3_600_000;
const defaultStartWindowHours = 24;

/** AWS Backup ListRestoreTestingPlans: every plan of the target. */
export function listRestoreTestingPlans(
  { client, call }: BackupApi,
  deadline: Deadline,
): Promise<ListResult<PlanListing>> {
  return readPages(
    call,
    listRestoreTestingPlansOperation,
    async (nextToken, abortSignal) => {
      const page = await client.send(
        new ListRestoreTestingPlansCommand({ MaxResults: 1000, NextToken: nextToken }),
        { abortSignal },
      );
      return { rows: page.RestoreTestingPlans, nextToken: page.NextToken };
    },
    deadline,
    { map: mapPlan, identify: (row) => textField(row.RestoreTestingPlanName), idOf: ({ name }) => name },
  );
}

/** The SDK's type says which members AWS documents as always there; it checks none of them. */
function mapPlan(row: Partial<RestoreTestingPlanForList>): PlanListing {
  const name = required(textField(row.RestoreTestingPlanName), 'a restore testing plan', 'name');
  const owner = `restore testing plan ${name}`;
  return {
    name,
    arn: required(textField(row.RestoreTestingPlanArn), owner, 'RestoreTestingPlanArn'),
    schedule: required(textField(row.ScheduleExpression), owner, 'ScheduleExpression'),
    timezone: textField(row.ScheduleExpressionTimezone) ?? 'UTC',
    startWindowMs: (numberField(row.StartWindowHours) ?? defaultStartWindowHours) * hourMs,
    createdAt: required(dateField(row.CreationTime, owner, 'CreationTime'), owner, 'CreationTime'),
    updatedAt: dateField(row.LastUpdateTime, owner, 'LastUpdateTime'),
    lastExecutedAt: dateField(row.LastExecutionTime, owner, 'LastExecutionTime'),
  };
}

export function probeRestoreTestingPlans({ client, call }: BackupApi, deadline: Deadline): Promise<Probe> {
  return probeAll(call, listRestoreTestingPlansOperation, deadline, async (abortSignal) => {
    const command = new ListRestoreTestingPlansCommand({ MaxResults: smallestPage });
    const { RestoreTestingPlans: [first] = [] } = await client.send(command, { abortSignal });
    return first?.RestoreTestingPlanName;
  });
}
