import { ListRestoreTestingPlansCommand, type RestoreTestingPlanForList } from '@aws-sdk/client-backup';
import type { RestoreTestingPlan } from '../../restores/restore-testing-plan.js';
import type { Deadline } from '../deadline.js';
import type { BackupSession } from '../session.js';
import { dateMember, numberMember, required, textMember } from './member.js';
import { type ListResult, readPages } from './read-pages.js';

/** A plan without its selections and what it restores from, which AWS tells plan by plan. */
export type PlanListing = Omit<RestoreTestingPlan, 'selections' | 'recoveryPoints'>;

const hourMs = 3_600_000;
const defaultStartWindowHours = 24;

/** AWS Backup ListRestoreTestingPlans: every plan of the target. */
export function listRestoreTestingPlans(
  { client, call }: BackupSession,
  deadline: Deadline,
): Promise<ListResult<PlanListing>> {
  return readPages(
    call,
    'ListRestoreTestingPlans',
    async (nextToken, abortSignal) => {
      const page = await client.send(
        new ListRestoreTestingPlansCommand({ MaxResults: 1000, NextToken: nextToken }),
        { abortSignal },
      );
      return { rows: page.RestoreTestingPlans, nextToken: page.NextToken };
    },
    deadline,
    { map: mapPlan, identify: (row) => textMember(row.RestoreTestingPlanName), idOf: ({ name }) => name },
  );
}

/** The SDK's type says which members AWS documents as always there; it checks none of them. */
function mapPlan(row: Partial<RestoreTestingPlanForList>): PlanListing {
  const name = required(textMember(row.RestoreTestingPlanName), 'a restore testing plan', 'name');
  const owner = `restore testing plan ${name}`;
  return {
    name,
    arn: required(textMember(row.RestoreTestingPlanArn), owner, 'RestoreTestingPlanArn'),
    schedule: required(textMember(row.ScheduleExpression), owner, 'ScheduleExpression'),
    timezone: textMember(row.ScheduleExpressionTimezone) ?? 'UTC',
    startWindowMs: (numberMember(row.StartWindowHours) ?? defaultStartWindowHours) * hourMs,
    createdAt: required(dateMember(row.CreationTime, owner, 'CreationTime'), owner, 'CreationTime'),
    updatedAt: dateMember(row.LastUpdateTime, owner, 'LastUpdateTime'),
    lastExecutedAt: dateMember(row.LastExecutionTime, owner, 'LastExecutionTime'),
  };
}
