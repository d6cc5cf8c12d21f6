import { ListRestoreJobsCommand, type ListRestoreJobsInput } from '@aws-sdk/client-backup';
import type { RestoreJob } from '../../restores/jobs/restore-job.js';
import type { BackupApi } from '../aws-api.js';
import type { Deadline } from '../deadline.js';
import type { Operation } from '../operation.js';
import { type Probe, probeAll, smallestPage } from '../probe.js';
import { textField } from './field.js';
import { mapRestoreJob } from './map-restore-job.js';
import { type ListResult, readPages } from './read-pages.js';

export const listRestoreJobsOperation = {
  name: 'ListRestoreJobs',
  actions: ['backup:ListRestoreJobs'],
  statement: 'ReadRestoreJobs',
  resource: 'any',
  caller: 'account',
  feature: 'jobs',
  answersRows: true,
} as const satisfies Operation;

/** The most rows that one page of ListRestoreJobs brings; AWS may send fewer. */
export const restoreJobsPerPage = 1000;

/** AWS Backup ListRestoreJobs: every job created after a moment, in no particular order. */
export function listRestoreJobs(
  api: BackupApi,
  createdAfter: Date,
  deadline: Deadline,
): Promise<ListResult<RestoreJob>> {
  return listJobs(api, { ByCreatedAfter: createdAfter }, deadline);
}

/** AWS Backup ListRestoreJobs by parentJobId: the jobs that a composite restore consists of. */
export function listChildJobs(
  api: BackupApi,
  parentJobId: string,
  deadline: Deadline,
): Promise<ListResult<RestoreJob>> {
  return listJobs(api, { ByParentJobId: parentJobId }, deadline);
}

function listJobs(
  { client, call }: BackupApi,
  filter: Pick<ListRestoreJobsInput, 'ByCreatedAfter' | 'ByParentJobId'>,
  deadline: Deadline,
): Promise<ListResult<RestoreJob>> {
  return readPages(
    call,
    listRestoreJobsOperation,
    async (nextToken, abortSignal) => {
      const command = new ListRestoreJobsCommand({
        ...filter,
        MaxResults: restoreJobsPerPage,
        NextToken: nextToken,
      });
      const page = await client.send(command, { abortSignal });
      return { rows: page.RestoreJobs, nextToken: page.NextToken };
    },
    deadline,
    { map: mapRestoreJob, identify: (row) => textField(row.RestoreJobId) },
  );
}

export function probeRestoreJobs({ client, call }: BackupApi, deadline: Deadline): Promise<Probe> {
  return probeAll(call, listRestoreJobsOperation, deadline, async (abortSignal) => {
    const command = new ListRestoreJobsCommand({ MaxResults: smallestPage });
    const { RestoreJobs: [first] = [] } = await client.send(command, { abortSignal });
    return first?.RestoreJobId;
  });
}
