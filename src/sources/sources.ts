import { type SourceId, sourceIds } from '../targets/target-state.js';
import { jobs } from './jobs.js';
import { plans } from './plans.js';
import { resources } from './resources.js';
import type { Source } from './source.js';
import { summaries } from './summaries.js';
import { tags } from './tags.js';

const byId = { jobs, plans, resources, summaries, tags } satisfies Record<SourceId, Source>;

/** Every source of facts about a target. */
export const sources: readonly Source[] = sourceIds.map((id) => byId[id]);

/** Every source in the order of a reading of everything: facts of some are needed to record others. */
export const sourcesInReadingOrder: readonly Source[] = [
  ...sources.filter(({ isReadFirst }) => isReadFirst),
  ...sources.filter(({ isReadFirst }) => !isReadFirst),
];
