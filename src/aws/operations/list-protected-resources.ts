import { ListProtectedResourcesCommand, type ProtectedResource as ResourceRow } from '@aws-sdk/client-backup';
import type { ProtectedResource } from '../../restores/restore-testing-plan.js';
import type { Deadline } from '../deadline.js';
import type { BackupSession } from '../session.js';
import { dateMember, required, resourceTypeMember, textMember } from './member.js';
import { type ListResult, readPages } from './read-pages.js';

/** AWS Backup ListProtectedResources: every resource of the target that has been backed up. */
export function listProtectedResources(
  { client, call }: BackupSession,
  deadline: Deadline,
): Promise<ListResult<ProtectedResource>> {
  return readPages(
    call,
    'ListProtectedResources',
    async (nextToken, abortSignal) => {
      const page = await client.send(
        new ListProtectedResourcesCommand({ MaxResults: 1000, NextToken: nextToken }),
        { abortSignal },
      );
      return { rows: page.Results, nextToken: page.NextToken };
    },
    deadline,
    { map: mapResource, identify: (row) => textMember(row.ResourceArn), idOf: ({ arn }) => arn },
  );
}

function mapResource(row: ResourceRow): ProtectedResource {
  const arn = required(textMember(row.ResourceArn), 'a protected resource', 'ResourceArn');
  return {
    arn,
    resourceType: resourceTypeMember(row.ResourceType) ?? 'unknown',
    name: textMember(row.ResourceName),
    lastBackupAt: dateMember(row.LastBackupTime, `protected resource ${arn}`, 'LastBackupTime'),
  };
}
