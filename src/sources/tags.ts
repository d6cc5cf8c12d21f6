import { getResources, probeResources } from '../aws/operations/get-resources.js';
import type { TaggedResource } from '../restores/coverage/tags.js';
import { keepRefused } from '../targets/refused-row.js';
import { recordTagsReading } from '../targets/target-state.js';
import { createSource } from './source.js';

/** The tags of resources with the keys that the configuration names. */
export const tags = createSource<readonly TaggedResource[]>({
  id: 'tags',
  features: () => ['tags'],
  options: ({ tags: options }) => ({ ...options, enabled: options.keys !== undefined }),
  asks: (config) => config.tags.keys,
  probe: async ({ tagging, deadline }) => [await probeResources(await tagging(), deadline)],
  async read({ tagging, state, config, deadline }) {
    const listed = await getResources(await tagging(), config.tags.keys ?? [], deadline);
    if (!listed.ok) return listed;
    const known = [...state.tags].map(([arn, ofResource]) => ({ arn, tags: ofResource }));
    return { ...listed, value: keepRefused(listed.value, known, listed.refused, ({ arn }) => arn) };
  },
  record: recordTagsReading,
  omissions: ({ omissions }) => [...omissions.tags.values()],
});
