import type { Logger } from 'pino';
import type { AwsSessions } from '../aws/create-sessions.js';
import type { Config } from '../config/config.js';
import { targetFields } from '../log.js';
import type { DiscoveryState } from '../targets/discovery-state.js';
import type { Target } from '../targets/target.js';
import { currentFailure, type Source } from '../targets/target-state.js';
import { discoverTargets, namedTargets, needsDiscovery } from './discover-targets.js';
import { createDiscovery, type Discovery } from './discovery.js';
import { discoverySchedules } from './discovery-schedules.js';
import { type PollContext, polls } from './poll-target.js';
import { createPoller } from './poller.js';
import { createSchedules } from './schedules.js';
import { createSourcePollers, enabledSources, sourceSchedules } from './source-pollers.js';
import type { TargetChanges, TargetStates } from './target-states.js';

/** Keeps what is known of the targets up to date, as the configuration says. */
export interface Watch {
  /** Starts every schedule. */
  start(): void;
  stop(): void;
  /** Looks for targets, and reads every source of all of them, once. */
  pollOnce(): Promise<void>;
  /** Absent where the configuration names all targets. */
  discovery(): DiscoveryState | undefined;
  /** The targets of all shards, as far as they are known. */
  targets(): readonly Target[];
  close(): void;
}

export interface WatchOptions {
  readonly states: TargetStates;
  readonly sessions: AwsSessions;
  readonly polled: (hasFailed: boolean) => void;
  readonly skipped: () => void;
  readonly discovered: (state: DiscoveryState) => void;
  readonly log: Logger;
  readonly now: () => Date;
  readonly shutdown: AbortSignal;
}

/** The plans tell the validation windows of the jobs, and the jobs which resources are tested. */
const inOrder: readonly Source[] = ['plans', 'jobs', 'resources', 'summaries'];

export function createWatch(config: Config, options: WatchOptions): Watch {
  const { states, sessions, log, now, shutdown } = options;
  const schedules = createSchedules();
  const named = namedTargets(config);

  const discovery: Discovery | undefined = needsDiscovery(config)
    ? createDiscovery({
        discover: (known, deadline) => discoverTargets(sessions, config, known, deadline),
        states,
        shard: config.sharding,
        recorded: options.discovered,
        log,
        now,
        deadlineMs: config.poll.deadline,
        shutdown,
      })
    : undefined;

  const context: PollContext = {
    sessions,
    states,
    settings: { lookbackMs: config.lookback, retentionMs: config.metrics.retention },
    summaries: config.summaries,
    describeLimit: config.resources.describeLimit,
    log,
    now,
    polled: options.polled,
  };
  const pollers = createSourcePollers((source) =>
    createPoller({
      targets: () => states.all().map((state) => state.target),
      poll: (target, deadline) => polls[source](context, target, deadline),
      isFailing: (target) => currentFailure(states.of(target)) !== undefined,
      skipped(target) {
        options.skipped();
        log.warn({ ...targetFields(target), source }, 'poll skipped: the last one has not ended');
      },
      settings: () => ({
        concurrency: config.poll.concurrency,
        deadlineMs: config.poll.deadline,
        jitterMs: config.poll.jitter,
      }),
      shutdown,
    }),
  );

  async function look(): Promise<void> {
    if (discovery !== undefined) follow(await discovery.refresh());
  }

  /** Polls targets at once that are new or entered anew, and calls off the polls of those that are not watched any more. */
  function follow({ joined, altered }: TargetChanges): void {
    const wanted = new Set([...joined, ...altered]);
    for (const source of enabledSources(config)) {
      pollers[source].abort((target) => target.accountId !== '' && !states.has(target));
      if (wanted.size > 0) void pollers[source].tick((target) => wanted.has(target));
    }
  }

  return {
    start() {
      schedules.follow(
        new Map([
          ...sourceSchedules(config, pollers, states),
          ...discoverySchedules(config, discovery, () => void look()),
        ]),
      );
    },
    stop() {
      schedules.stop();
      discovery?.stop();
    },
    async pollOnce() {
      await discovery?.refresh();
      const enabled = enabledSources(config);
      for (const source of inOrder) if (enabled.includes(source)) await pollers[source].tick();
    },
    discovery: () => discovery?.state(),
    targets: () => discovery?.state().targets ?? named,
    close: sessions.close,
  };
}
