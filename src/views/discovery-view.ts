import * as z from 'zod';
import type { DiscoveryState } from '../targets/discovery-state.js';
import { failure } from './failure.js';
import { timestamp, timestampOf } from './timestamp.js';

/** The outcome of the latest look at the accounts and regions of an organization. */
export const discoveryView = z.object({
  /** Absent until the accounts and regions could be found once. */
  lastSuccessAt: timestamp.optional(),
  failure: failure.optional(),
});

export type DiscoveryView = z.infer<typeof discoveryView>;

export function discoveryViewOf(state: DiscoveryState): DiscoveryView {
  return { lastSuccessAt: timestampOf(state.lastSuccessAt), failure: state.failure };
}
