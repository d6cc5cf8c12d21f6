import type { BackupApi } from '../aws/aws-api.js';
import type { Deadline } from '../aws/deadline.js';
import { getRestoreTestingPlan } from '../aws/operations/get-restore-testing-plan.js';
import {
  type DescribedSelection,
  getRestoreTestingSelection,
} from '../aws/operations/get-restore-testing-selection.js';
import { listRestoreTestingPlans, type PlanListing } from '../aws/operations/list-restore-testing-plans.js';
import { listRestoreTestingSelections } from '../aws/operations/list-restore-testing-selections.js';
import { isOptionalPermission } from '../aws/operations.js';
import type {
  PlanSelection,
  RecoveryPointSelection,
  RestoreTestingPlan,
} from '../restores/plans/restore-testing-plan.js';
import type { CallFailure, CallResult } from '../targets/call-failure.js';
import type { Reading } from '../targets/reading.js';
import { keepRefused, type RefusedRow } from '../targets/refused-row.js';
import type { Target } from '../targets/target.js';
import { foreignAccountOf, wrongAccount } from '../targets/wrong-account.js';

type OrGone<Value> = CallResult<Value | 'gone'>;

/**
 * Reads every plan of the target with its selections and what it restores from; what is deleted while it is read is left out. A plan
 * or selection whose row is refused is as it was `known` before. If only what a plan restores from cannot be read, the rest is known
 * all the same; if the permission for it is missing, the reading is good.
 */
export async function readPlans(
  api: BackupApi,
  target: Target,
  known: readonly RestoreTestingPlan[],
  deadline: Deadline,
): Promise<Reading<RestoreTestingPlan[]>> {
  const listed = await listRestoreTestingPlans(api, deadline);
  if (!listed.ok) return listed;
  const { own, foreign, failure: wrong } = byAccount(listed.value, target);
  if (wrong !== undefined) return { ok: false, failure: wrong };
  const refused = [...(listed.refused ?? []), ...foreign];
  const knownByName = new Map(known.map((plan) => [plan.name, plan]));
  const [read, recoveryPoints] = await Promise.all([
    Promise.all(own.map((plan) => withSelections(api, plan, knownByName.get(plan.name), refused, deadline))),
    readRecoveryPoints(api, own, deadline),
  ]);
  const plans = present(read);
  if (!plans.ok) return { ...plans, refused };
  const asKnown = known.map((plan) => ({ ...plan, isStale: true as const }));
  const described = plans.value.map((plan) => ({
    ...plan,
    recoveryPoints: recoveryPoints.byPlan.get(plan.name) ?? samePlan(plan, knownByName)?.recoveryPoints,
  }));
  const facts = keepRefused<RestoreTestingPlan>(described, asKnown, listed.refused, ({ name }) => name);
  const { failure, denied } = recoveryPoints;
  return failure
    ? { ok: false, failure, partial: facts, refused }
    : { ok: true, value: facts, refused, denied };
}

/** The plan as it was known; none if it was deleted and created again under its name since. */
function samePlan(
  { name, arn }: PlanListing,
  known: ReadonlyMap<string, RestoreTestingPlan>,
): RestoreTestingPlan | undefined {
  const before = known.get(name);
  return before?.arn === arn ? before : undefined;
}

interface RecoveryPoints {
  /** Without those of plans that could not be described. */
  readonly byPlan: ReadonlyMap<string, RecoveryPointSelection>;
  readonly failure?: CallFailure | undefined;
  readonly denied?: CallFailure | undefined;
}

async function readRecoveryPoints(
  api: BackupApi,
  plans: readonly PlanListing[],
  deadline: Deadline,
): Promise<RecoveryPoints> {
  const byPlan = new Map<string, RecoveryPointSelection>();
  const failures: CallFailure[] = [];
  await Promise.all(
    plans.map(async (plan) => {
      const described = await getRestoreTestingPlan(api, plan, deadline);
      if (!described.ok) failures.push(described.failure);
      else if (described.value !== 'gone') byPlan.set(plan.name, described.value);
    }),
  );
  return {
    byPlan,
    failure: failures.find((failure) => !isOptionalPermission(failure)),
    denied: failures.find(isOptionalPermission),
  };
}

const operation = 'ListRestoreTestingPlans';

interface PlansByAccount {
  readonly own: readonly PlanListing[];
  readonly foreign: readonly RefusedRow[];
  /** Where all of them are of another account. */
  readonly failure?: CallFailure;
}

function byAccount(plans: readonly PlanListing[], target: Target): PlansByAccount {
  const own: PlanListing[] = [];
  const foreign: RefusedRow[] = [];
  let stranger: string | undefined;
  for (const plan of plans) {
    const accountId = foreignAccountOf(target, [plan.arn]);
    if (accountId === undefined) own.push(plan);
    else {
      const message = `restore testing plan ${plan.name} is of account ${accountId}, not of ${target.accountId}`;
      foreign.push({ operation, reason: 'other_account', message, id: plan.name });
      stranger = accountId;
    }
  }
  if (stranger === undefined || own.length > 0) return { own, foreign };
  const shownBy = "AWS listed that account's restore testing plans";
  return { own, foreign, failure: wrongAccount(target, stranger, operation, shownBy) };
}

async function withSelections(
  api: BackupApi,
  plan: PlanListing,
  known: RestoreTestingPlan | undefined,
  refused: RefusedRow[],
  deadline: Deadline,
): Promise<OrGone<RestoreTestingPlan>> {
  const listed = await listRestoreTestingSelections(api, plan.name, deadline);
  if (!listed.ok) return listed;
  if (listed.value === 'gone') return { ok: true, value: 'gone' };
  const ofPlan: RefusedRow[] = 'refused' in listed ? [...(listed.refused ?? [])] : [];
  const described = await Promise.all(
    listed.value.map((name) => getRestoreTestingSelection(api, plan.name, name, deadline)),
  );
  const selections = present(described.map((result) => withoutRefused(result, ofPlan)));
  refused.push(...ofPlan);
  if (!selections.ok) return selections;
  const kept = keepRefused(selections.value, known?.selections ?? [], ofPlan, ({ name }) => name);
  return { ok: true, value: { ...plan, selections: kept } };
}

/** Leaves a refused selection out, and reports it. */
function withoutRefused(
  result: CallResult<DescribedSelection>,
  refused: RefusedRow[],
): OrGone<PlanSelection> {
  if (!result.ok) return result;
  if (result.value === 'gone') return { ok: true, value: 'gone' };
  if ('read' in result.value) return { ok: true, value: result.value.read };
  refused.push(result.value.refused);
  return { ok: true, value: 'gone' };
}

/** All that are still there, or the first failure. */
function present<Value>(results: readonly OrGone<Value>[]): CallResult<Value[]> {
  const values: Value[] = [];
  for (const result of results) {
    if (!result.ok) return result;
    if (result.value !== 'gone') values.push(result.value);
  }
  return { ok: true, value: values };
}
