import type { Logger } from 'pino';
import { createChildController, type Deadline, startDeadline } from '../aws/deadline.js';
import { failureFields } from '../log/log.js';
import { isConfirmationDue, type OmissionRule } from '../restores/omissions.js';
import { type CallFailure, isSameFailure } from '../targets/call-failure.js';
import { type Discovered, type DiscoveryState, recordDiscovery } from '../targets/discovery-state.js';
import { type KnownLists, listOmissions, noLists } from '../targets/known-lists.js';
import { factsOf, type Reading } from '../targets/reading.js';
import { type Sharding, targetsOfShard } from '../targets/sharding.js';
import type { Target } from '../targets/target.js';
import { logOmissions } from './log-omissions.js';
import { internalFailure } from './record-crash.js';
import { type RowRefused, tellRefused } from './refused-rows.js';
import type { TargetChanges, TargetStates } from './target-states.js';

export interface DiscoveryOptions {
  /** Looks which targets there are, of all shards; it must not throw for what AWS or the network does. */
  readonly discover: (known: DiscoveryState, at: Date, deadline: Deadline) => Promise<Reading<Discovered>>;
  /** When to believe that what a list leaves out is gone. */
  readonly omissions: OmissionRule;
  readonly states: TargetStates;
  readonly sharding: Sharding;
  readonly recorded: (state: DiscoveryState) => void;
  readonly refused: RowRefused;
  readonly log: Logger;
  readonly now: () => Date;
  readonly deadlineMs: number;
  readonly shutdown: AbortSignal;
  /** What was known before; nothing where it is absent. */
  readonly known?: DiscoveryState | undefined;
}

export interface Discovery {
  state(): DiscoveryState;
  /** Whether another look may confirm what the lists of accounts and regions leave out. */
  isConfirmationDue(): boolean;
  /** Looks which targets there are and watches those of the shard. Settles with what that changed. */
  refresh(): Promise<TargetChanges>;
  /** Calls off a look that is under way: its targets are not watched any more. */
  stop(): void;
}

const unchanged: TargetChanges = { joined: [], altered: [], left: [] };

/** Keeps the targets in step with the organization: a look that fails changes none of them. */
export function createDiscovery({ states, sharding, log, now, ...options }: DiscoveryOptions): Discovery {
  const controller = createChildController(options.shutdown);
  let state = options.known ?? {};
  let isUnderWay = false;

  async function discover(at: Date, deadline: Deadline): Promise<Reading<Discovered>> {
    try {
      return await options.discover(state, at, deadline);
    } catch (error) {
      const failure = internalFailure(error);
      if (!deadline.wasInterrupted() && !isSameFailure(state.failure, failure)) {
        log.error({ err: error }, 'discovery met a bug in restore-test-monitor');
      }
      return { ok: false, failure };
    }
  }

  async function look(): Promise<TargetChanges> {
    using deadline = startDeadline(options.deadlineMs, controller.signal);
    const at = now();
    const reading = await discover(at, deadline);
    // What was called off says nothing about the organization.
    if (deadline.wasInterrupted()) return unchanged;
    const failure = reading.ok ? undefined : reading.failure;
    const before = state;
    const refused = tellRefused(state.refused, reading.refused, {}, log, options.refused);
    const found = factsOf(reading);
    state = recordDiscovery(state, { at, failure, found, refused });
    options.recorded(state);
    logLook(log, before.failure, failure);
    if (found === undefined) return unchanged;
    logLeftOut(log, before.lists ?? noLists, found.lists);
    const moved = states.replace(targetsOfShard(found.targets, sharding));
    const { joined, left } = moved;
    const changes = { joined: accountIds(joined), left: accountIds(left), targets: states.all().length };
    if (joined.length + left.length > 0) log.info(changes, 'targets discovered');
    return moved;
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

/** As a poll that fails: once when it begins, and once when it ends. */
function logLook(log: Logger, before: CallFailure | undefined, failure: CallFailure | undefined): void {
  if (failure !== undefined) {
    const level = isSameFailure(before, failure) ? 'debug' : 'warn';
    log[level](failureFields(failure), 'targets could not be discovered; those known are kept');
  } else if (before !== undefined) log.info('targets can be discovered again');
}

function logLeftOut(log: Logger, before: KnownLists, after: KnownLists): void {
  const known = listOmissions(before);
  const { accounts, organizational_units: units, regions } = listOmissions(after);
  logOmissions(log, { list: 'accounts' }, known.accounts, accounts);
  logOmissions(log, { list: 'organizational_units' }, known.organizational_units, units);
  logOmissions(log, { list: 'regions' }, known.regions, regions);
}

function accountIds(targets: readonly Target[]): string[] {
  return [...new Set(targets.map(({ accountId }) => accountId))];
}
