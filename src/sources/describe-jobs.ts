import type { BackupApi } from '../aws/aws-api.js';
import type { Deadline } from '../aws/deadline.js';
import { describeRestoreJob } from '../aws/operations/describe-restore-job.js';
import type { RestoreJob } from '../restores/restore-job.js';
import type { UndescribedJob } from '../targets/reading.js';
import type { RefusedRow } from '../targets/refused-row.js';

/** The outcome of DescribeRestoreJob for some jobs, by their ids. */
export interface DescribedJobs {
  readonly jobs: readonly RestoreJob[];
  /** The ids that AWS does not find. */
  readonly gone: readonly string[];
  readonly refused: readonly RefusedRow[];
  readonly failures: readonly UndescribedJob[];
}

/** Calls DescribeRestoreJob for each id. */
export async function describeJobs(
  api: BackupApi,
  ids: readonly string[],
  deadline: Deadline,
): Promise<DescribedJobs> {
  const results = await Promise.all(
    ids.map(async (id) => ({ id, result: await describeRestoreJob(api, id, deadline) })),
  );
  const jobs: RestoreJob[] = [];
  const gone: string[] = [];
  const refused: RefusedRow[] = [];
  const failures: UndescribedJob[] = [];
  for (const { id, result } of results) {
    if (!result.ok) failures.push({ jobId: id, failure: result.failure });
    else if (result.value === 'gone') gone.push(id);
    else if ('refused' in result.value) refused.push(result.value.refused);
    else jobs.push(result.value.read);
  }
  return { jobs, gone, refused, failures };
}
