import {
  DescribeProtectedResourceCommand,
  type DescribeProtectedResourceCommandOutput,
} from '@aws-sdk/client-backup';
import type { CallResult } from '../targets/call-failure.js';
import { InvalidResponse } from './classify-error.js';
import type { Deadline } from './deadline.js';
import { dateMember, numberMember } from './member.js';
import type { BackupSession } from './session.js';

export interface LatestRestore {
  /** The creation of the most recent restore job, where it has completed. */
  readonly lastRestoredAt?: Date | undefined;
}

/** AWS Backup DescribeProtectedResource: its latest restore, or `gone` where AWS no longer knows the resource. */
export async function describeProtectedResource(
  { client, call }: BackupSession,
  arn: string,
  deadline: Deadline,
): Promise<CallResult<LatestRestore | 'gone'>> {
  const result = await call(
    'DescribeProtectedResource',
    async (abortSignal) => {
      const command = new DescribeProtectedResourceCommand({ ResourceArn: arn });
      return mapLatestRestore(await client.send(command, { abortSignal }), arn);
    },
    deadline,
  );
  return !result.ok && result.failure.reason === 'not_found' ? { ok: true, value: 'gone' } : result;
}

/** The date is there for a job that is still running or has failed, too; the time that it took is not. */
function mapLatestRestore(row: DescribeProtectedResourceCommandOutput, arn: string): LatestRestore {
  if (row.ResourceArn !== arn) {
    throw new InvalidResponse(`asked for resource ${arn}, AWS described ${row.ResourceArn ?? 'none'}`);
  }
  const startedAt = dateMember(
    row.LatestRestoreJobCreationDate,
    `protected resource ${arn}`,
    'LatestRestoreJobCreationDate',
  );
  const hasCompleted = numberMember(row.LatestRestoreExecutionTimeMinutes) !== undefined;
  return { lastRestoredAt: hasCompleted ? startedAt : undefined };
}
