import { DescribeRestoreJobCommand } from '@aws-sdk/client-backup';
import type { RestoreJob } from '../restores/restore-job.js';
import type { CallResult } from '../targets/call-failure.js';
import { InvalidResponse } from './classify-error.js';
import type { Deadline } from './deadline.js';
import { mapRestoreJob } from './map-restore-job.js';
import type { BackupSession } from './session.js';

/** AWS Backup DescribeRestoreJob: the job, or `gone` where AWS no longer knows it. */
export async function describeRestoreJob(
  { client, call }: BackupSession,
  id: string,
  deadline: Deadline,
): Promise<CallResult<RestoreJob | 'gone'>> {
  const result = await call(
    'DescribeRestoreJob',
    async (abortSignal) => {
      const job = mapRestoreJob(
        await client.send(new DescribeRestoreJobCommand({ RestoreJobId: id }), { abortSignal }),
      );
      if (job.id !== id) throw new InvalidResponse(`asked for restore job ${id}, AWS described ${job.id}`);
      return job;
    },
    deadline,
  );
  return !result.ok && result.failure.reason === 'not_found' ? { ok: true, value: 'gone' } : result;
}
