import type { Deadline } from '../aws/deadline.js';
import { getRestoreTestingSelection } from '../aws/get-restore-testing-selection.js';
import { listRestoreTestingPlans, type PlanListing } from '../aws/list-restore-testing-plans.js';
import { listRestoreTestingSelections } from '../aws/list-restore-testing-selections.js';
import type { BackupSession } from '../aws/session.js';
import type { RestoreTestingPlan } from '../restores/restore-testing-plan.js';
import type { CallResult } from '../targets/call-failure.js';

type OrGone<Value> = CallResult<Value | 'gone'>;

/** Every plan of the target with its selections; what is deleted while it is read is left out. */
export async function readPlans(
  session: BackupSession,
  deadline: Deadline,
): Promise<CallResult<RestoreTestingPlan[]>> {
  const plans = await listRestoreTestingPlans(session, deadline);
  if (!plans.ok) return plans;
  return present(await Promise.all(plans.value.map((plan) => withSelections(session, plan, deadline))));
}

async function withSelections(
  session: BackupSession,
  plan: PlanListing,
  deadline: Deadline,
): Promise<OrGone<RestoreTestingPlan>> {
  const listed = await listRestoreTestingSelections(session, plan.name, deadline);
  if (!listed.ok) return listed;
  if (listed.value === 'gone') return { ok: true, value: 'gone' };
  const selections = present(
    await Promise.all(
      listed.value.map((name) => getRestoreTestingSelection(session, plan.name, name, deadline)),
    ),
  );
  return selections.ok ? { ok: true, value: { ...plan, selections: selections.value } } : selections;
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
