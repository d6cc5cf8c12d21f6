import { createChildController, type Deadline, startDeadline } from '../aws/deadline.js';
import type { Emit, TargetChanges } from '../events.js';
import { isConfirmationDue, type OmissionRule } from '../restores/omissions.js';
import { type Discovered, type DiscoveryState, recordDiscovery } from '../targets/discovery-state.js';
import { listOmissions, noLists } from '../targets/known-lists.js';
import { factsOf, type Reading } from '../targets/reading.js';
import { type Sharding, targetsOfShard } from '../targets/sharding.js';
import { internalFailure } from './record-crash.js';
import { reportRefusedRows } from './refused-rows.js';
import type { TargetStates } from './target-states.js';

export type DiscoveryEvents = 'discoveryEnded' | 'rowsRefused';

export interface DiscoveryOptions {
  /** Looks which targets there are, of all shards; it must not throw for what AWS or the network does. */
  readonly discover: (known: DiscoveryState, at: Date, deadline: Deadline) => Promise<Reading<Discovered>>;
  /** When to believe that what a list leaves out is gone. */
  readonly omissions: OmissionRule;
  readonly states: TargetStates;
  readonly sharding: Sharding;
  readonly emit: Emit<DiscoveryEvents>;
  readonly now: () => Date;
  readonly deadlineMs: number;
  readonly shutdown: AbortSignal;
  /** The state before; empty if absent. */
  readonly known?: DiscoveryState | undefined;
}

export interface Discovery {
  state(): DiscoveryState;
  /** Returns true if another look may confirm what the lists of accounts and regions leave out. */
  isConfirmationDue(): boolean;
  /** Looks which targets there are and watches those of the shard. Settles with what that changed. */
  refresh(): Promise<TargetChanges>;
  /** Calls off a look that is under way: its targets are not watched any more. */
  stop(): void;
}

interface Look {
  readonly reading: Reading<Discovered>;
  /** The exception that broke it off. */
  readonly error?: unknown;
}

const unchanged: TargetChanges = { joined: [], altered: [], left: [] };

/** Keeps the targets in step with the organization: a look that fails changes none of them. */
export function createDiscovery({ states, sharding, emit, now, ...options }: DiscoveryOptions): Discovery {
  const controller = createChildController(options.shutdown);
  let state = options.known ?? {};
  let isUnderWay = false;

  async function discover(at: Date, deadline: Deadline): Promise<Look> {
    try {
      return { reading: await options.discover(state, at, deadline) };
    } catch (error) {
      return { reading: { ok: false, failure: internalFailure(error) }, error };
    }
  }

  async function look(): Promise<TargetChanges> {
    using deadline = startDeadline(options.deadlineMs, controller.signal);
    const at = now();
    const { reading, error } = await discover(at, deadline);
    // What was called off says nothing about the organization.
    if (deadline.wasInterrupted()) return unchanged;
    const failure = reading.ok ? undefined : reading.failure;
    const before = state;
    const refused = reportRefusedRows(emit, state.refused, reading.refused);
    const found = factsOf(reading);
    state = recordDiscovery(state, { at, failure, found, refused });
    emit('discoveryEnded', { before, after: state, error });
    if (found === undefined) return unchanged;
    return states.replace(targetsOfShard(found.targets, sharding), 'discovery');
  }

  return {
    state: () => state,
    isConfirmationDue() {
      const lists = Object.values(listOmissions(state.lists ?? noLists));
      const omissions = lists.flatMap((list) => [...list.values()]);
      return isConfirmationDue(omissions, now(), options.omissions);
    },
    async refresh() {
      if (isUnderWay) return unchanged;
      isUnderWay = true;
      try {
        return await look();
      } finally {
        isUnderWay = false;
      }
    },
    stop() {
      controller.abort(new Error('the look was called off'));
      controller[Symbol.dispose]();
    },
  };
}
