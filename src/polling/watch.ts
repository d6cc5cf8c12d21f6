import type { AwsApis } from '../aws/aws-apis.js';
import type { Config } from '../config/config.js';
import type { Emit, TargetChanges } from '../events.js';
import { omissionRule } from '../sources/omission-rule.js';
import { isReadIn } from '../sources/source.js';
import { sourcesInReadingOrder } from '../sources/sources.js';
import type { DiscoveryState } from '../targets/discovery-state.js';
import type { Target } from '../targets/target.js';
import { currentFailure } from '../targets/target-state.js';
import { adaptStates, dropUnread, needsNewDiscovery, obsoleteSources, targetsAfter } from './adapt-states.js';
import { discoverTargets, namedTargets, needsDiscovery } from './discover-targets.js';
import { createDiscovery, type Discovery, type DiscoveryEvents } from './discovery.js';
import { discoverySchedules } from './discovery-schedules.js';
import { type PollContext, type PollEvents, pollTarget } from './poll-target.js';
import { createPoller } from './poller.js';
import { recordCrash } from './record-crash.js';
import { createSchedules } from './schedules.js';
import { createSourcePollers, enabledPollers, sourceSchedules } from './source-pollers.js';
import type { TargetStates } from './target-states.js';

/** Keeps what is known of the targets up to date, as the configuration says. */
export interface Watch {
  /** Starts every schedule. */
  start(): void;
  stop(): void;
  /**
   * Goes on under another configuration. What it does not change is left alone: schedules go on, and so do the
   * polls under way, each to its end as it began. Only those of targets that left or changed are called off.
   */
  reconfigure(config: Config): void;
  /** Looks for targets, and reads every source of all of them, once. */
  pollOnce(): Promise<void>;
  /** Absent where the configuration names all targets. */
  discovery(): DiscoveryState | undefined;
  /** The targets of all shards, as far as they are known. */
  targets(): readonly Target[];
  close(): void;
}

export type WatchEvents = DiscoveryEvents | PollEvents | 'discoveryTurnedOff' | 'pollSkipped' | 'runLate';

export interface WatchOptions {
  readonly states: TargetStates;
  /** Returns the APIs; the same object while the configuration of them stays the same. */
  readonly apisOf: (config: Config) => AwsApis;
  readonly emit: Emit<WatchEvents>;
  readonly now: () => Date;
  readonly shutdown: AbortSignal;
}

export function createWatch(first: Config, options: WatchOptions): Watch {
  const { states, emit, shutdown } = options;
  const schedules = createSchedules(emit);
  let config = first;
  let apis = options.apisOf(first);
  // Where the clocks differ, AWS's is right: it is the one that jobs are created by.
  const now = () => new Date(options.now().getTime() + apis.clockAheadMs());
  let discovery = discoveryOf();
  let isStarted = false;

  function discoveryOf(known?: DiscoveryState): Discovery | undefined {
    if (!needsDiscovery(config)) return undefined;
    const [of, by] = [config, apis];
    return createDiscovery({
      discover: (before, at, deadline) => discoverTargets(by, of, before, at, deadline),
      omissions: omissionRule(of),
      states,
      sharding: of.sharding,
      emit,
      now,
      deadlineMs: of.poll.deadline,
      shutdown,
      known,
    });
  }

  const context = (): PollContext => ({
    apis,
    states,
    config,
    emit,
    now,
  });
  const pollers = createSourcePollers((source) =>
    createPoller({
      targets: () => states.all().map((state) => state.target),
      poll: (target, deadline) => pollTarget(context(), source, target, deadline),
      crashed: (target, error) => recordCrash(context(), source.id, target, error),
      isFailing: (target) => currentFailure(states.of(target)) !== undefined,
      skipped: (target) => emit('pollSkipped', { target, source: source.id }),
      settings: () => ({
        concurrency: config.poll.concurrency,
        deadlineMs: config.poll.deadline,
        jitterMs: config.poll.jitter,
      }),
      shutdown,
    }),
  );

  function followSchedules(): ReadonlySet<string> {
    const works = [
      ...sourceSchedules(config, pollers, states),
      ...discoverySchedules(config, discovery, () => void look()),
    ];
    return schedules.follow(new Map(works));
  }

  async function look(): Promise<void> {
    if (discovery !== undefined) follow(await discovery.refresh());
  }

  /** Polls targets at once that are new or entered anew, and calls off the polls of those that are watched no more. */
  function follow({ joined, altered }: TargetChanges, polledAlready: ReadonlySet<string> = new Set()): void {
    const wanted = new Set([...joined, ...altered]);
    for (const poller of pollers.values()) poller.abort((target) => isGone(target));
    if (wanted.size === 0) return;
    dropUnread(states, config);
    for (const [source, poller] of enabledPollers(pollers, config)) {
      const isWanted = (target: Target) => wanted.has(target) && isReadIn(source, config, target);
      if (!polledAlready.has(source.id)) void poller.tick(isWanted);
    }
  }

  const isGone = (target: Target) => target.accountId !== '' && !states.has(target);

  function switchDiscovery(before: Config, apisBefore: AwsApis): void {
    if (apis === apisBefore && !needsNewDiscovery(before, config)) return;
    discovery?.stop();
    discovery = discoveryOf(discovery?.state());
    if (discovery === undefined) emit('discoveryTurnedOff', {});
  }

  async function closeWhenUnused(old: AwsApis): Promise<void> {
    await Promise.all([...pollers.values()].map((poller) => poller.settled()));
    old.close();
  }

  return {
    start() {
      isStarted = true;
      followSchedules();
    },
    stop() {
      isStarted = false;
      schedules.stop();
      discovery?.stop();
    },
    reconfigure(next) {
      const [before, apisBefore] = [config, apis];
      config = next;
      apis = options.apisOf(next);
      switchDiscovery(before, apisBefore);
      const changes = states.replace(targetsAfter(next, states), 'configuration');
      const obsolete = obsoleteSources(before, next);
      for (const [source, poller] of pollers) {
        poller.abort((target) => obsolete.includes(source) || !isReadIn(source, next, target));
      }
      adaptStates(states, before, next);
      if (isStarted) follow(changes, followSchedules());
      if (apis !== apisBefore) void closeWhenUnused(apisBefore);
    },
    async pollOnce() {
      await discovery?.refresh();
      for (const source of sourcesInReadingOrder) {
        await pollers.get(source)?.tick((target) => isReadIn(source, config, target));
      }
    },
    discovery: () => discovery?.state(),
    targets: () => discovery?.state().targets ?? namedTargets(config),
    close: () => apis.close(),
  };
}
