import { z } from 'zod';
import { literalMoment, secondsOf } from './literal-row.js';

const text = z.string().nullable().optional();
const number = z.number().nullable().optional();
const texts = z.array(z.string()).nullable().optional();
const conditions = z
  .array(z.strictObject({ Key: z.string(), Value: z.string() }))
  .nullable()
  .optional();

const literalSelection = z.strictObject({
  CreationTime: literalMoment,
  CreatorRequestId: text,
  IamRoleArn: text,
  ProtectedResourceArns: texts,
  ProtectedResourceConditions: z
    .strictObject({ StringEquals: conditions, StringNotEquals: conditions })
    .nullable()
    .optional(),
  ProtectedResourceType: text,
  RestoreMetadataOverrides: z.record(z.string(), z.string()).nullable().optional(),
  RestoreTestingPlanName: text,
  RestoreTestingSelectionName: text,
  ValidationWindowHours: number,
});

/** The wire members of one plan, verbatim but for the times, and beside them those of its selections. */
export const literalTestingPlan = z.strictObject({
  CreationTime: literalMoment,
  CreatorRequestId: text,
  LastExecutionTime: literalMoment,
  LastUpdateTime: literalMoment,
  RecoveryPointSelection: z
    .strictObject({
      Algorithm: text,
      ExcludeVaults: texts,
      IncludeVaults: texts,
      RecoveryPointTypes: texts,
      SelectionWindowDays: number,
    })
    .nullable()
    .optional(),
  RestoreTestingPlanArn: text,
  RestoreTestingPlanName: text,
  ScheduleExpression: text,
  ScheduleExpressionTimezone: text,
  StartWindowHours: number,
  selections: z.array(literalSelection).default([]),
});

type LiteralSelection = z.infer<typeof literalSelection>;
type LiteralTestingPlan = z.infer<typeof literalTestingPlan>;
type Seconds = number | null | undefined;
type PlanTimes = 'CreationTime' | 'LastExecutionTime' | 'LastUpdateTime';

/** The selection that GetRestoreTestingSelection answers; a list has fewer members. */
export type TestingSelectionRow = Readonly<
  Omit<LiteralSelection, 'CreationTime'> & { CreationTime?: Seconds }
>;

/** The plan that GetRestoreTestingPlan answers; a list has fewer members. */
export type TestingPlanRow = Readonly<
  Omit<LiteralTestingPlan, PlanTimes | 'selections'> & Partial<Record<PlanTimes, Seconds>>
>;

/** A plan and its selections at a moment. */
export interface TestingPlan {
  readonly row: TestingPlanRow;
  readonly selections: readonly TestingSelectionRow[];
}

export function resolveTestingPlan({ selections, ...row }: LiteralTestingPlan, startMs: number): TestingPlan {
  return {
    row: {
      ...row,
      CreationTime: secondsOf(row.CreationTime, startMs),
      LastExecutionTime: secondsOf(row.LastExecutionTime, startMs),
      LastUpdateTime: secondsOf(row.LastUpdateTime, startMs),
    },
    selections: selections.map((selection) => ({
      ...selection,
      CreationTime: secondsOf(selection.CreationTime, startMs),
    })),
  };
}
