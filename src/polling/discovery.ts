import type { Logger } from 'pino';
import { type Deadline, startDeadline } from '../aws/deadline.js';
import { failureFields } from '../log.js';
import { type DiscoveryState, recordDiscovery } from '../targets/discovery-state.js';
import { type Shard, targetsOfShard } from '../targets/shard.js';
import type { Target } from '../targets/target.js';
import type { Reading } from './reading.js';
import type { TargetStates } from './target-states.js';

export interface DiscoveryOptions {
  /** Looks which targets there are, of all shards; it must not throw for what AWS or the network does. */
  readonly discover: (known: readonly Target[], deadline: Deadline) => Promise<Reading<Target[]>>;
  readonly states: TargetStates;
  readonly shard: Shard;
  readonly recorded: (state: DiscoveryState) => void;
  readonly log: Logger;
  readonly now: () => Date;
  readonly deadlineMs: number;
  readonly shutdown: AbortSignal;
}

export interface Discovery {
  state(): DiscoveryState;
  /** Looks which targets there are and watches those of the shard. Settles with the ones that joined. */
  refresh(): Promise<readonly Target[]>;
}

/** Keeps the targets in step with the organization: a look that fails changes none of them. */
export function createDiscovery({ states, shard, log, now, ...options }: DiscoveryOptions): Discovery {
  let state: DiscoveryState = {};
  let isUnderWay = false;

  async function look(): Promise<readonly Target[]> {
    using deadline = startDeadline(options.deadlineMs, options.shutdown);
    const at = now();
    const reading = await options.discover(state.targets ?? [], deadline);
    // What a shutdown interrupts says nothing about the organization.
    if (options.shutdown.aborted) return [];
    const failure = reading.ok ? undefined : reading.failure;
    state = recordDiscovery(state, { at, failure, targets: reading.facts });
    options.recorded(state);
    if (failure) log.warn(failureFields(failure), 'targets could not be discovered; those known are kept');
    if (reading.facts === undefined) return [];
    const { joined, left } = states.replace(targetsOfShard(reading.facts, shard));
    const changes = { joined: accountIds(joined), left: accountIds(left), targets: states.all().length };
    if (joined.length + left.length > 0) log.info(changes, 'targets discovered');
    return joined;
  }

  return {
    state: () => state,
    async refresh() {
      if (isUnderWay) return [];
      isUnderWay = true;
      try {
        return await look();
      } finally {
        isUnderWay = false;
      }
    },
  };
}

function accountIds(targets: readonly Target[]): string[] {
  return [...new Set(targets.map(({ accountId }) => accountId))];
}
