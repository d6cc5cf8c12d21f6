import { quoted } from '../../restores/plans/quoted.js';
import { isKnownResourceType, resourceTypeNicknames, resourceTypes } from '../../restores/resource-type.js';
import { closestName } from '../../yaml/closest-name.js';

/** Returns a warning about a resource type, or a glob of them, that AWS Backup does not have. */
export function unknownResourceType(glob: string): string | undefined {
  if (isKnownResourceType(glob)) return undefined;
  const name = glob.replace(/^(?:amazon|aws)\s+/i, '');
  const nickname = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const guess = Object.hasOwn(resourceTypeNicknames, nickname)
    ? resourceTypeNicknames[nickname]
    : closestName(name, resourceTypes);
  const hint = guess === undefined ? `there are ${resourceTypes.join(', ')}` : `did you mean ${guess}?`;
  return `AWS Backup has no resource type ${quoted(glob)}; ${hint}`;
}
