import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { CallObserver } from './aws/call-policy.js';
import { createAwsSessions } from './aws/create-sessions.js';
import type { BuildInfo } from './build-info.js';
import type { Config } from './config/config.js';
import { createServer } from './http/server.js';
import { renderStatusPage } from './http/status-page.js';
import { failureFields, targetFields } from './log.js';
import { createExposition } from './metrics/exposition-tables.js';
import { createSelfMetrics, type SelfMetrics } from './metrics/self-metrics.js';
import { createSnapshotPublisher, type SnapshotPublisher } from './metrics/snapshot.js';
import { discoverTargets, namedTargets, needsDiscovery } from './polling/discover-targets.js';
import { createDiscovery, type Discovery } from './polling/discovery.js';
import { type PollContext, polls } from './polling/poll-target.js';
import { createPoller } from './polling/poller.js';
import { createReadiness } from './polling/readiness.js';
import { createSourcePollers, type SourcePollers } from './polling/source-pollers.js';
import { createTargetStates, type TargetStates } from './polling/target-states.js';
import { objectivesOf, sessionSettings } from './settings.js';
import { targetsOfShard } from './targets/shard.js';
import type { Target } from './targets/target.js';
import { currentFailure } from './targets/target-state.js';

/** The daemon in its parts, not yet running. */
export interface App {
  readonly states: TargetStates;
  readonly snapshots: SnapshotPublisher;
  /** The exposition of what is known now, in parts. */
  readonly render: () => readonly string[];
  readonly selfMetrics: SelfMetrics;
  readonly pollers: SourcePollers;
  /** Absent where the configuration names all targets. */
  readonly discovery?: Discovery;
  readonly server: FastifyInstance;
  close(): Promise<void>;
}

export interface AppSurroundings {
  readonly build: BuildInfo;
  readonly log: Logger;
  /** Aborts every call to AWS and every wait for one. */
  readonly shutdown: AbortSignal;
  readonly now?: () => Date;
}

const closeWithinMs = 5000;

export function createApp(
  config: Config,
  { build, log, shutdown, now = () => new Date() }: AppSurroundings,
): App {
  const selfMetrics = createSelfMetrics(build, config.sharding);
  const observe = (target?: Target) => observeCalls(selfMetrics, log, target);
  const sessions = createAwsSessions(sessionSettings(config, build), observe, shutdown);
  const named = namedTargets(config);
  const states = createTargetStates(targetsOfShard(named, config.sharding), () => snapshots.changed());
  const discovery = needsDiscovery(config)
    ? createDiscovery({
        discover: (known, deadline) => discoverTargets(sessions, config, known, deadline),
        states,
        shard: config.sharding,
        recorded: selfMetrics.discovered,
        log,
        now,
        deadlineMs: config.poll.deadline,
        shutdown,
      })
    : undefined;
  const watched = () => discovery?.state().targets ?? named;
  const render = createExposition(
    { ...config.metrics, ...config, objectives: objectivesOf(config) },
    states.all,
    () => new Map(watched().map(({ accountId, accountName }) => [accountId, accountName])),
  );
  const snapshots = createSnapshotPublisher(render);

  const context: PollContext = {
    sessions,
    states,
    settings: { lookbackMs: config.lookback, retentionMs: config.metrics.retention },
    summaries: config.summaries,
    describeLimit: config.resources.describeLimit,
    log,
    now,
    polled: selfMetrics.polled,
    shutdown,
  };
  const pollers = createSourcePollers(config, (source) =>
    createPoller({
      targets: () => states.all().map((state) => state.target),
      poll: (target, deadline) => polls[source](context, target, deadline),
      isFailing: (target) => currentFailure(states.of(target)) !== undefined,
      skipped(target) {
        selfMetrics.pollSkipped();
        log.warn({ ...targetFields(target), source }, 'poll skipped: the last one has not ended');
      },
      concurrency: config.poll.concurrency,
      deadlineMs: config.poll.deadline,
      jitterMs: config.poll.jitter,
      shutdown,
    }),
  );

  const readiness = createReadiness(states, discovery?.state);
  const server = createServer({
    telemetryPath: config.web.telemetryPath,
    snapshot: snapshots.current,
    selfMetrics: selfMetrics.registry,
    ...readiness,
    statusPage: () =>
      renderStatusPage(states.all(), {
        version: build.version,
        telemetryPath: config.web.telemetryPath,
        now: now(),
        discovery: discovery?.state(),
        shard: config.sharding,
      }),
  });

  return {
    states,
    snapshots,
    render,
    selfMetrics,
    pollers,
    ...(discovery && { discovery }),
    server,
    async close() {
      // A client that never finishes its request must not hold the process.
      const cut = setTimeout(() => server.server.closeAllConnections(), closeWithinMs);
      await server.close();
      clearTimeout(cut);
      sessions.close();
    },
  };
}

function observeCalls(selfMetrics: SelfMetrics, log: Logger, target?: Target): CallObserver {
  return {
    attempted: selfMetrics.calls.attempted,
    retrying(failure, delayMs) {
      selfMetrics.calls.retrying(failure, delayMs);
      log.debug(
        { ...(target && targetFields(target)), ...failureFields(failure), delayMs },
        'call to AWS is tried again',
      );
    },
  };
}
