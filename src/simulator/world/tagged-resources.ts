import { matchesGlob } from '../../glob.js';
import type { ProtectedResourceRow } from '../scenario/protected-resource-row.js';
import type { ResourceTags, TaggedResourceRow } from '../scenario/resource-tags.js';
import type { AccountRegion } from './arn.js';

/** The rows of the resources of the place that any of the tags are of. */
export function taggedResources(
  place: AccountRegion,
  resources: readonly ProtectedResourceRow[],
  given: readonly ResourceTags[],
): TaggedResourceRow[] {
  return resources
    .filter((row) => isOf(place, row))
    .flatMap((row) => {
      const fitting = given.filter(({ resources: globs }) => globs.some((glob) => isNamed(row, glob)));
      const tags = new Map(fitting.flatMap((each) => Object.entries(each.tags)));
      const Tags = Array.from(tags, ([Key, Value]) => ({ Key, Value }));
      return Tags.length === 0 ? [] : [{ ResourceARN: row.ResourceArn, Tags }];
    });
}

/** An account that holds copies lists resources of others. */
function isOf({ accountId }: AccountRegion, { ResourceArn }: ProtectedResourceRow): boolean {
  const [, , , , owner = ''] = (ResourceArn ?? '').split(':');
  return owner === '' || owner === accountId;
}

function isNamed({ ResourceArn, ResourceName }: ProtectedResourceRow, glob: string): boolean {
  return [ResourceArn, ResourceName].some((name) => matchesGlob(glob, name ?? ''));
}
