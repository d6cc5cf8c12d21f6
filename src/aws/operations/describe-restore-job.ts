import { DescribeRestoreJobCommand } from '@aws-sdk/client-backup';
import type { RestoreJob } from '../../restores/jobs/restore-job.js';
import type { CallResult } from '../../targets/call-failure.js';
import type { RefusedRow } from '../../targets/refused-row.js';
import type { BackupApi } from '../aws-api.js';
import { InvalidResponse } from '../classify-error.js';
import type { Deadline } from '../deadline.js';
import type { Operation } from '../operation.js';
import { type Probe, probeNamed } from '../probe.js';
import { textField } from './field.js';
import { mapRestoreJob } from './map-restore-job.js';
import { readRow } from './read-row.js';

export const describeRestoreJobOperation = {
  name: 'DescribeRestoreJob',
  actions: ['backup:DescribeRestoreJob'],
  statement: 'ReadRestoreJobs',
  resource: 'any',
  caller: 'account',
  feature: 'jobs',
  answersRows: true,
} as const satisfies Operation;

/** A job, `gone` if AWS does not know it, or why its description cannot be used. */
export type DescribedJob = { readonly read: RestoreJob } | 'gone' | { readonly refused: RefusedRow };

/** Calls AWS Backup DescribeRestoreJob. */
export async function describeRestoreJob(
  { client, call }: BackupApi,
  id: string,
  deadline: Deadline,
): Promise<CallResult<DescribedJob>> {
  const result = await call(
    describeRestoreJobOperation,
    async (abortSignal): Promise<DescribedJob> => {
      const row = await client.send(new DescribeRestoreJobCommand({ RestoreJobId: id }), { abortSignal });
      const describedId = textField(row.RestoreJobId);
      if (describedId !== id) {
        throw new InvalidResponse(`asked for restore job ${id}, AWS described ${describedId ?? 'none'}`);
      }
      return readRow(row, describeRestoreJobOperation, { map: mapRestoreJob, identify: () => id });
    },
    deadline,
  );
  return !result.ok && result.failure.reason === 'not_found' ? { ok: true, value: 'gone' } : result;
}

const unknownJob = '00000000-0000-0000-0000-000000000000';

export function probeRestoreJob(
  { client, call }: BackupApi,
  id: string | undefined,
  deadline: Deadline,
): Promise<Probe> {
  const command = new DescribeRestoreJobCommand({ RestoreJobId: id ?? unknownJob });
  return probeNamed(call, describeRestoreJobOperation, deadline, (abortSignal) =>
    client.send(command, { abortSignal }),
  );
}
