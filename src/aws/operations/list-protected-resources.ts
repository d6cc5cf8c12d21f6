import { ListProtectedResourcesCommand, type ProtectedResource as ResourceRow } from '@aws-sdk/client-backup';
import type { ProtectedResource } from '../../restores/plans/restore-testing-plan.js';
import type { BackupApi } from '../aws-api.js';
import type { Deadline } from '../deadline.js';
import type { Operation } from '../operation.js';
import { type Probe, probeAll, smallestPage } from '../probe.js';
import { dateField, required, resourceTypeField, textField } from './field.js';
import { type ListResult, readPages } from './read-pages.js';

export const listProtectedResourcesOperation = {
  name: 'ListProtectedResources',
  actions: ['backup:ListProtectedResources'],
  statement: 'ListProtectedResources',
  resource: 'any',
  caller: 'account',
  feature: 'resources',
  answersRows: true,
  unsupported: 'not found',
} as const satisfies Operation;

/** AWS Backup ListProtectedResources: every resource of the target that has been backed up. */
export function listProtectedResources(
  { client, call }: BackupApi,
  deadline: Deadline,
): Promise<ListResult<ProtectedResource>> {
  return readPages(
    call,
    listProtectedResourcesOperation,
    async (nextToken, abortSignal) => {
      const page = await client.send(
        new ListProtectedResourcesCommand({ MaxResults: 1000, NextToken: nextToken }),
        { abortSignal },
      );
      return { rows: page.Results, nextToken: page.NextToken };
    },
    deadline,
    { map: mapResource, identify: (row) => textField(row.ResourceArn), idOf: ({ arn }) => arn },
  );
}

function mapResource(row: ResourceRow): ProtectedResource {
  const arn = required(textField(row.ResourceArn), 'a protected resource', 'ResourceArn');
  return {
    arn,
    resourceType: resourceTypeField(row.ResourceType) ?? 'unknown',
    name: textField(row.ResourceName),
    lastBackupAt: dateField(row.LastBackupTime, `protected resource ${arn}`, 'LastBackupTime'),
    lastBackupVaultArn: textField(row.LastBackupVaultArn),
  };
}

export function probeProtectedResources({ client, call }: BackupApi, deadline: Deadline): Promise<Probe> {
  return probeAll(call, listProtectedResourcesOperation, deadline, async (abortSignal) => {
    const command = new ListProtectedResourcesCommand({ MaxResults: smallestPage });
    const { Results: [first] = [] } = await client.send(command, { abortSignal });
    return first?.ResourceArn;
  });
}
