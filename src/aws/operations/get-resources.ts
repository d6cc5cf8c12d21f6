import type { ResourceTagMapping } from '@aws-sdk/client-resource-groups-tagging-api';
import type { TaggedResource } from '../../restores/coverage/tags.js';
import type { TaggingApi } from '../aws-api.js';
import type { Deadline } from '../deadline.js';
import type { Operation } from '../operation.js';
import { type Probe, probeAll, smallestPage } from '../probe.js';
import { required, textField } from './field.js';
import { type ListResult, readPages } from './read-pages.js';

export const getResourcesOperation = {
  name: 'GetResources',
  actions: ['tag:GetResources'],
  statement: 'ReadTags',
  resource: 'any',
  caller: 'account',
  feature: 'tags',
  answersRows: true,
  unsupported: 'not found',
} as const satisfies Operation;

/** The types that restore testing supports, by the service and the type in their ARNs. */
const resourceTypes = [
  'dynamodb:table',
  'ec2:instance',
  'ec2:volume',
  'elasticfilesystem:file-system',
  'fsx',
  'rds:cluster',
  'rds:db',
  's3',
];

/**
 * Resource Groups Tagging API GetResources: the tags with the keys of each resource that has or had any tag, of the types that restore
 * testing supports. A filter by several keys would ask for resources that have all of them.
 */
export async function getResources(
  { client, call }: TaggingApi,
  keys: readonly string[],
  deadline: Deadline,
): Promise<ListResult<TaggedResource>> {
  const GetResourcesCommand = await getResourcesCommand();
  return readPages(
    call,
    getResourcesOperation,
    async (nextToken, abortSignal) => {
      const page = await client.send(
        new GetResourcesCommand({
          ResourceTypeFilters: resourceTypes,
          ResourcesPerPage: 100,
          PaginationToken: nextToken,
        }),
        { abortSignal },
      );
      return { rows: page.ResourceTagMappingList, nextToken: page.PaginationToken };
    },
    deadline,
    {
      map: (row) => mapTags(row, keys),
      identify: (row) => textField(row.ResourceARN),
      idOf: ({ arn }) => arn,
    },
  );
}

/** Loads the package where tags are read only. */
async function getResourcesCommand() {
  const { GetResourcesCommand } = await import('@aws-sdk/client-resource-groups-tagging-api');
  return GetResourcesCommand;
}

/** The tags are in the order of the keys, so that the same ones look the same. */
export function mapTags(row: ResourceTagMapping, keys: readonly string[]): TaggedResource {
  const arn = required(textField(row.ResourceARN), 'a tagged resource', 'ResourceARN');
  const given: readonly unknown[] = Array.isArray(row.Tags) ? row.Tags : [];
  const values = new Map(given.flatMap(tagOf));
  const tags = keys.flatMap((key): [string, string][] => {
    const value = values.get(key);
    return value === undefined ? [] : [[key, value]];
  });
  return { arn, tags: new Map(tags) };
}

/** A tag without a value has an empty one. */
function tagOf(tag: unknown): [string, string][] {
  if (typeof tag !== 'object' || tag === null) return [];
  const { Key: key, Value: value }: { Key?: unknown; Value?: unknown } = tag;
  return typeof key === 'string' ? [[key, textField(value) ?? '']] : [];
}

export async function probeResources({ client, call }: TaggingApi, deadline: Deadline): Promise<Probe> {
  const GetResourcesCommand = await getResourcesCommand();
  return probeAll(call, getResourcesOperation, deadline, async (abortSignal) => {
    const command = new GetResourcesCommand({
      ResourceTypeFilters: resourceTypes,
      ResourcesPerPage: smallestPage,
    });
    await client.send(command, { abortSignal });
  });
}
