import {
  DescribeProtectedResourceCommand,
  DescribeRestoreJobCommand,
  GetRestoreTestingPlanCommand,
  GetRestoreTestingSelectionCommand,
  ListProtectedResourcesCommand,
  ListRestoreJobSummariesCommand,
  ListRestoreJobsCommand,
  ListRestoreTestingPlansCommand,
  ListRestoreTestingSelectionsCommand,
} from '@aws-sdk/client-backup';
import type { CallFailure } from '../targets/call-failure.js';
import type { BackupApi } from './aws-api.js';
import type { Deadline } from './deadline.js';
import type { Operation } from './operation.js';
import { describeProtectedResourceOperation } from './operations/describe-protected-resource.js';
import { describeRestoreJobOperation } from './operations/describe-restore-job.js';
import { getRestoreTestingPlanOperation } from './operations/get-restore-testing-plan.js';
import { getRestoreTestingSelectionOperation } from './operations/get-restore-testing-selection.js';
import { listProtectedResourcesOperation } from './operations/list-protected-resources.js';
import {
  listRestoreJobSummariesOperation,
  type SummaryQuery,
} from './operations/list-restore-job-summaries.js';
import { listRestoreJobsOperation } from './operations/list-restore-jobs.js';
import { listRestoreTestingPlansOperation } from './operations/list-restore-testing-plans.js';
import { listRestoreTestingSelectionsOperation } from './operations/list-restore-testing-selections.js';

/** One call for the sake of its permission. */
export interface Probe {
  /** The name of the operation. */
  readonly operation: string;
  readonly failure?: CallFailure;
}

/** AWS Backup has been seen to answer smaller pages of a list with AccessDeniedException. */
const smallestPage = 20;
/** Where there is nothing to ask for by its name. */
const unknownJob = '00000000-0000-0000-0000-000000000000';
const unknownName = 'restore_test_monitor';

export async function probeJobs(api: BackupApi, deadline: Deadline): Promise<Probe[]> {
  const list = await probeList(api, listRestoreJobsOperation, deadline, async (abortSignal) => {
    const command = new ListRestoreJobsCommand({ MaxResults: smallestPage });
    const { RestoreJobs: [first] = [] } = await api.client.send(command, { abortSignal });
    return first?.RestoreJobId;
  });
  if (isOfTarget(list.probe)) return [list.probe];
  const describe = await probeOne(api, describeRestoreJobOperation, deadline, (abortSignal) => {
    const command = new DescribeRestoreJobCommand({ RestoreJobId: list.name ?? unknownJob });
    return api.client.send(command, { abortSignal });
  });
  return [list.probe, describe];
}

export async function probeSummaries(
  api: BackupApi,
  query: SummaryQuery,
  deadline: Deadline,
): Promise<Probe[]> {
  const list = await probeList(api, listRestoreJobSummariesOperation, deadline, async (abortSignal) => {
    const command = new ListRestoreJobSummariesCommand({
      AccountId: query.accountId,
      State: query.state,
      ResourceType: query.resourceType,
      AggregationPeriod: query.period,
      MaxResults: smallestPage,
    });
    await api.client.send(command, { abortSignal });
    return undefined;
  });
  return [list.probe];
}

export async function probePlans(api: BackupApi, deadline: Deadline): Promise<Probe[]> {
  const plans = await probeList(api, listRestoreTestingPlansOperation, deadline, async (abortSignal) => {
    const command = new ListRestoreTestingPlansCommand({ MaxResults: smallestPage });
    const { RestoreTestingPlans: [first] = [] } = await api.client.send(command, { abortSignal });
    return first?.RestoreTestingPlanName;
  });
  const plan = { RestoreTestingPlanName: plans.name ?? unknownName };
  const described = await probeOne(api, getRestoreTestingPlanOperation, deadline, (abortSignal) =>
    api.client.send(new GetRestoreTestingPlanCommand(plan), { abortSignal }),
  );
  let selection: string | undefined;
  const list = await probeOne(api, listRestoreTestingSelectionsOperation, deadline, async (abortSignal) => {
    const command = new ListRestoreTestingSelectionsCommand({ ...plan, MaxResults: smallestPage });
    const { RestoreTestingSelections: [first] = [] } = await api.client.send(command, { abortSignal });
    selection = first?.RestoreTestingSelectionName;
  });
  const get = await probeOne(api, getRestoreTestingSelectionOperation, deadline, (abortSignal) => {
    const wanted = { ...plan, RestoreTestingSelectionName: selection ?? unknownName };
    return api.client.send(new GetRestoreTestingSelectionCommand(wanted), { abortSignal });
  });
  return [plans.probe, described, list, get];
}

/** `anyArn` stands in for a resource where none is listed. */
export async function probeResources(
  api: BackupApi,
  anyArn: string,
  describes: boolean,
  deadline: Deadline,
): Promise<Probe[]> {
  const list = await probeList(api, listProtectedResourcesOperation, deadline, async (abortSignal) => {
    const command = new ListProtectedResourcesCommand({ MaxResults: smallestPage });
    const { Results: [first] = [] } = await api.client.send(command, { abortSignal });
    return first?.ResourceArn;
  });
  if (!describes) return [list.probe];
  const describe = await probeOne(api, describeProtectedResourceOperation, deadline, (abortSignal) => {
    const command = new DescribeProtectedResourceCommand({ ResourceArn: list.name ?? anyArn });
    return api.client.send(command, { abortSignal });
  });
  return [list.probe, describe];
}

/** Returns true if no other call of the target can do better. */
export function isOfTarget({ failure }: Probe): boolean {
  if (failure === undefined) return false;
  return (
    failure.operation.startsWith('AssumeRole') ||
    !['access_denied', 'invalid_request'].includes(failure.reason)
  );
}

/** Calls a list for its first page, and returns the name of its first row. */
async function probeList(
  { call }: BackupApi,
  operation: Operation,
  deadline: Deadline,
  send: (signal: AbortSignal) => Promise<string | undefined>,
): Promise<{ readonly probe: Probe; readonly name?: string | undefined }> {
  const result = await call(operation, send, deadline);
  return result.ok
    ? { probe: { operation: operation.name }, name: result.value }
    : { probe: { operation: operation.name, failure: result.failure } };
}

/** Asks for something that may not exist: AWS says so only to a caller with the permission to ask. */
async function probeOne(
  { call }: BackupApi,
  operation: Operation,
  deadline: Deadline,
  send: (signal: AbortSignal) => Promise<unknown>,
): Promise<Probe> {
  const result = await call(operation, send, deadline);
  if (result.ok || ['not_found', 'invalid_request'].includes(result.failure.reason))
    return { operation: operation.name };
  return { operation: operation.name, failure: result.failure };
}
