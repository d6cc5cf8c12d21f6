import { matchesGlob } from '../../glob.js';
import { fitsResource, type ResourceCriteria, type ResourceFacts } from './resource-criteria.js';

/** Resources that are of use together only; several entries of the same name are one application. */
export interface ApplicationEntry extends ResourceCriteria {
  /** The name of the application, or the tag whose value it is. */
  readonly named: { readonly name: string } | { readonly byTag: string };
  /** A glob. */
  readonly resourceType: string;
}

/** Returns the names of the applications that the resource is of. */
export function applicationsOf(
  entries: readonly ApplicationEntry[],
  resourceType: string,
  facts: ResourceFacts,
): Set<string> {
  const fitting = entries.filter(
    (entry) => matchesGlob(entry.resourceType, resourceType) && fitsResource(entry, facts),
  );
  return new Set(
    fitting.flatMap(({ named }) => {
      if ('name' in named) return [named.name];
      return facts.tags?.get(named.byTag) || [];
    }),
  );
}
