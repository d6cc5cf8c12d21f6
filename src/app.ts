import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { type AwsApiSettings, createAwsApis } from './aws/aws-apis.js';
import type { CallObserver } from './aws/call-policy.js';
import type { BuildInfo } from './build-info.js';
import type { Config } from './config/config.js';
import { configWarnings } from './config/config-warnings.js';
import { createReload, type ReloadOutcome } from './config/reload.js';
import { describeCrash } from './describe-crash.js';
import type { WebAccess } from './http/listener.js';
import { createServer } from './http/server.js';
import { renderStatusPage } from './http/status-page.js';
import { credentialsLog, failureFields, logReload, targetFields } from './log/log.js';
import { memoizeLatest } from './memoize-latest.js';
import { createExposition, type ExpositionSettings } from './metrics/exposition-tables.js';
import { createSelfMetrics, type SelfMetrics } from './metrics/self-metrics.js';
import { createSnapshotPublisher, type SnapshotPublisher } from './metrics/snapshot.js';
import { namedTargets } from './polling/discover-targets.js';
import { createReadiness } from './polling/readiness.js';
import { createRenderingFailure } from './polling/record-crash.js';
import { createTargetStates, type TargetStates } from './polling/target-states.js';
import { createWatch, type Watch } from './polling/watch.js';
import { awsApiSettings, expositionSettings } from './settings.js';
import { targetsOfShard } from './targets/sharding.js';
import type { Target } from './targets/target.js';
import { discoveryViewOf } from './views/discovery-view.js';
import { targetViewOf } from './views/target-view.js';
import type { Parsed } from './yaml/yaml-source.js';

/** The daemon in its parts, not yet running. */
export interface App {
  readonly states: TargetStates;
  readonly snapshots: SnapshotPublisher;
  /** The exposition of what is known now, in parts. */
  readonly render: () => readonly string[];
  readonly selfMetrics: SelfMetrics;
  readonly watch: Watch;
  readonly server: FastifyInstance;
  /** Takes over the configuration as it is now; `by` is who asked for it, for the log. */
  reload(by: string): ReloadOutcome;
  close(): Promise<void>;
}

export interface AppSurroundings {
  readonly build: BuildInfo;
  readonly log: Logger;
  readonly droppedLines?: () => number;
  /** Aborts every call to AWS and every wait for one. */
  readonly shutdown: AbortSignal;
  readonly now?: () => Date;
  /** TLS and who may come in, where a web configuration file says so. */
  readonly access?: WebAccess | undefined;
  /** Reads the configuration anew; without it, a reload changes nothing. */
  readonly load?: (running: Config) => Parsed<Config>;
}

const closeWithinMs = 5000;

export function createApp(
  config: Config,
  {
    build,
    log,
    droppedLines,
    shutdown,
    now = () => new Date(),
    access,
    load = (value) => ({ ok: true, value }),
  }: AppSurroundings,
): App {
  const warnOf = (of: Config) => {
    for (const warning of configWarnings(of)) log.warn({ warning }, 'configuration');
  };
  warnOf(config);
  const selfMetrics = createSelfMetrics(build, config.sharding, droppedLines);
  const observe = (target?: Target) => observeCalls(selfMetrics, log, target);
  const ofCredentials = credentialsLog(log);
  const apisOf = memoizeLatest((settings: AwsApiSettings) =>
    createAwsApis(settings, observe, shutdown, ofCredentials),
  );
  const named = targetsOfShard(namedTargets(config), config.sharding);
  const states = createTargetStates(named, (isUrgent) => snapshots.changed(isUrgent));
  const watch = createWatch(config, {
    states,
    apisOf: (next) => apisOf(awsApiSettings(next, build)),
    polled: selfMetrics.polled,
    skipped: selfMetrics.pollSkipped,
    late: selfMetrics.ranLate,
    refused: selfMetrics.rowRefused,
    discovered: selfMetrics.discovered,
    log,
    now,
    shutdown,
  });
  const accountNames = () =>
    new Map(watch.targets().map(({ accountId, accountName }) => [accountId, accountName]));
  const expositionOf = memoizeLatest((settings: ExpositionSettings) =>
    createExposition(settings, states.all, accountNames, createRenderingFailure(log)),
  );
  let render = expositionOf(expositionSettings(config));
  const snapshots = createSnapshotPublisher(
    () => render(),
    (error) =>
      log.error({ err: error }, 'metrics could not be rendered because of a bug; the last ones are kept'),
  );
  const reload = createReload(config, {
    load,
    crashed(error) {
      log.error(
        { err: error },
        'configuration could not be reloaded because of a bug in restore-test-monitor',
      );
      const { type, message } = describeCrash(error);
      return `restore-test-monitor has a bug: ${type}: ${message}`;
    },
    apply(next) {
      log.level = next.log.level;
      warnOf(next);
      render = expositionOf(expositionSettings(next));
      watch.reconfigure(next);
    },
    ended(outcome, by) {
      selfMetrics.reloaded(outcome.ok, now());
      logReload(log, outcome, by);
    },
  });
  const readiness = createReadiness(states, watch.discovery, snapshots);
  const server = createServer({
    telemetryPath: config.web.telemetryPath,
    snapshot: snapshots.current,
    selfMetrics: selfMetrics.registry,
    access,
    ...readiness,
    statusPage() {
      const discovery = watch.discovery();
      return renderStatusPage(states.all().map(targetViewOf), {
        version: build.version,
        telemetryPath: config.web.telemetryPath,
        now: now(),
        discovery: discovery && discoveryViewOf(discovery),
        sharding: config.sharding,
      });
    },
    ...(config.web.enableLifecycle && { reload: () => reload('HTTP') }),
  });

  return {
    states,
    snapshots,
    render: () => render(),
    selfMetrics,
    watch,
    server,
    reload,
    async close() {
      // A client that never finishes its request must not hold the process.
      const cut = setTimeout(() => server.server.closeAllConnections(), closeWithinMs);
      await server.close();
      clearTimeout(cut);
      watch.close();
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
