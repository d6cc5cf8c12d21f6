import {
  DescribeProtectedResourceCommand,
  type DescribeProtectedResourceCommandOutput,
} from '@aws-sdk/client-backup';
import type { CallResult } from '../../targets/call-failure.js';
import type { RefusedRow } from '../../targets/refused-row.js';
import type { BackupApi } from '../aws-api.js';
import { InvalidResponse } from '../classify-error.js';
import type { Deadline } from '../deadline.js';
import type { Operation } from '../operation.js';
import { type Probe, probeNamed } from '../probe.js';
import { dateField, numberField, textField } from './field.js';
import { readRow } from './read-row.js';

export const describeProtectedResourceOperation = {
  name: 'DescribeProtectedResource',
  actions: ['backup:DescribeProtectedResource'],
  statement: 'DescribeProtectedResources',
  resource: 'any',
  caller: 'account',
  feature: 'resource-descriptions',
} as const satisfies Operation;

export interface LatestRestore {
  /** The creation of the most recent restore job, where it has completed. */
  readonly lastRestoredAt?: Date | undefined;
}

/** The latest restore of a resource, `gone` if AWS no longer knows the resource, or why its description cannot be used. */
export type DescribedResource = { readonly read: LatestRestore } | 'gone' | { readonly refused: RefusedRow };

/** Calls AWS Backup DescribeProtectedResource for the latest restore of a resource. */
export async function describeProtectedResource(
  { client, call }: BackupApi,
  arn: string,
  deadline: Deadline,
): Promise<CallResult<DescribedResource>> {
  const result = await call(
    describeProtectedResourceOperation,
    async (abortSignal): Promise<DescribedResource> => {
      const command = new DescribeProtectedResourceCommand({ ResourceArn: arn });
      const row = await client.send(command, { abortSignal });
      if (row.ResourceArn !== arn) {
        throw new InvalidResponse(
          `asked for resource ${arn}, AWS described ${textField(row.ResourceArn) ?? 'none'}`,
        );
      }
      return readRow(row, describeProtectedResourceOperation, { map: mapLatestRestore, identify: () => arn });
    },
    deadline,
  );
  return !result.ok && result.failure.reason === 'not_found' ? { ok: true, value: 'gone' } : result;
}

/** The date is there for a job that is still running or has failed, too; the time that it took is not. */
function mapLatestRestore(row: DescribeProtectedResourceCommandOutput): LatestRestore {
  const startedAt = dateField(
    row.LatestRestoreJobCreationDate,
    `protected resource ${row.ResourceArn}`,
    'LatestRestoreJobCreationDate',
  );
  const hasCompleted = numberField(row.LatestRestoreExecutionTimeMinutes) !== undefined;
  return { lastRestoredAt: hasCompleted ? startedAt : undefined };
}

export function probeProtectedResource(
  { client, call }: BackupApi,
  arn: string,
  deadline: Deadline,
): Promise<Probe> {
  const command = new DescribeProtectedResourceCommand({ ResourceArn: arn });
  return probeNamed(call, describeProtectedResourceOperation, deadline, (abortSignal) =>
    client.send(command, { abortSignal }),
  );
}
