import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { type AwsApiSettings, createAwsApis } from './aws/aws-apis.js';
import type { BuildInfo } from './build-info.js';
import type { Config } from './config/config.js';
import { configWarnings } from './config/config-warnings.js';
import { createReload, type Reload } from './config/reload.js';
import { createEvents, type Emit, type Subscriber } from './events.js';
import { createServer } from './http/server.js';
import { renderStatusPage } from './http/status-page.js';
import { createWebAccess, type WebAccess } from './http/web-access.js';
import { logEvents, subscriberCrashed } from './log/log-events.js';
import { memoizeLatest } from './memoize-latest.js';
import { createExposition, type ExpositionSettings } from './metrics/exposition.js';
import { createSelfMetrics, type SelfMetrics } from './metrics/self-metrics.js';
import { createSnapshotPublisher, type SnapshotPublisher } from './metrics/snapshot.js';
import { namedTargets } from './polling/discover-targets.js';
import { createReadiness } from './polling/readiness.js';
import { internalFailure } from './polling/record-crash.js';
import { createTargetStates, type TargetStates } from './polling/target-states.js';
import { createWatch, type Watch } from './polling/watch.js';
import { awsApiSettings, expositionSettings } from './settings.js';
import { targetsOfShard } from './targets/sharding.js';
import { discoveryViewOf } from './views/discovery-view.js';
import { targetViewOf } from './views/target-view.js';
import type { OpenedWebConfig } from './web-config/web-config-source.js';
import type { Parsed } from './yaml/yaml-source.js';

/** The daemon in its parts, not yet running. */
export interface App {
  readonly emit: Emit;
  readonly states: TargetStates;
  readonly snapshots: SnapshotPublisher;
  /** The exposition of what is known now, in parts. */
  readonly render: () => readonly string[];
  readonly selfMetrics: SelfMetrics;
  readonly watch: Watch;
  readonly access: WebAccess | undefined;
  readonly server: FastifyInstance;
  /** Takes over the configuration as it is now. `by` names what asked for it, for the log. */
  readonly reload: Reload;
  close(): Promise<void>;
}

export interface AppSurroundings {
  readonly build: BuildInfo;
  readonly log: Logger;
  readonly droppedLines?: () => number;
  /** Aborts every call to AWS and every wait for one. */
  readonly shutdown: AbortSignal;
  readonly now?: () => Date;
  /** TLS and admission, if a web configuration file asks for them. */
  readonly webConfig?: OpenedWebConfig | undefined;
  /** Reads the configuration anew; without it, a reload changes nothing. */
  readonly load?: (running: Config) => Parsed<Config>;
  /** A further subscriber of events, besides the log and the metrics. */
  readonly subscriber?: Subscriber | undefined;
}

const closeWithinMs = 5000;

export function createApp(config: Config, surroundings: AppSurroundings): App {
  const { build, log, shutdown, webConfig, subscriber = {} } = surroundings;
  const { now = () => new Date(), load = (value) => ({ ok: true, value }) } = surroundings;
  const { emit, subscribe } = createEvents(subscriberCrashed(log));
  const selfMetrics = createSelfMetrics(build, config.sharding, surroundings.droppedLines);
  const snapshots = createSnapshotPublisher(() => render(), emit);
  for (const each of [logEvents(log), selfMetrics.subscriber, snapshots.subscriber, subscriber]) {
    subscribe(each);
  }

  const access = webConfig && createWebAccess(webConfig, emit);
  warnOf(config, emit, now());
  const apisOf = memoizeLatest((settings: AwsApiSettings) => createAwsApis(settings, emit, shutdown));
  const states = createTargetStates(targetsOfShard(namedTargets(config), config.sharding), emit);
  const watch = createWatch(config, {
    states,
    apisOf: (next) => apisOf(awsApiSettings(next, build)),
    emit,
    now,
    shutdown,
  });
  const watchedAccounts = () => ({
    names: new Map(watch.targets().map(({ accountId, accountName }) => [accountId, accountName])),
    organizationalUnits: watch.discovery()?.organizationalUnits,
  });
  const expositionOf = memoizeLatest((settings: ExpositionSettings) =>
    createExposition(
      settings,
      states.all,
      watchedAccounts,
      (target, error) => {
        emit('targetRenderingFailed', { target, error });
        return internalFailure(error);
      },
      (entries) => emit('criteriaJudged', { idle: entries }),
    ),
  );
  let render = expositionOf(expositionSettings(config));
  const reload = createReload(config, {
    load,
    apply(next) {
      log.level = next.log.level;
      warnOf(next, emit, now());
      render = expositionOf(expositionSettings(next));
      watch.reconfigure(next);
    },
    emit,
    now,
  });
  const server = createServer({
    telemetryPath: config.web.telemetryPath,
    snapshot: snapshots.current,
    selfMetrics: selfMetrics.registry,
    access,
    ...createReadiness(states, watch.discovery, snapshots),
    statusPage: () => statusPage(config, build, states, watch, now()),
    ...(config.web.enableLifecycle && { reload: () => reload('HTTP') }),
  });

  return {
    emit,
    states,
    snapshots,
    render: () => render(),
    selfMetrics,
    watch,
    access,
    server,
    reload,
    async close() {
      // A client that never finishes its request must not hold the process.
      const cut = setTimeout(() => server.server.closeAllConnections(), closeWithinMs);
      await server.close();
      clearTimeout(cut);
      watch.close();
      await access?.close();
    },
  };
}

function warnOf(config: Config, emit: Emit<'configurationWarned'>, now: Date): void {
  for (const warning of configWarnings(config, undefined, now)) emit('configurationWarned', { warning });
}

function statusPage(
  { web, sharding }: Config,
  { version }: BuildInfo,
  states: TargetStates,
  watch: Watch,
  now: Date,
): string {
  const state = watch.discovery();
  const discovery = state && discoveryViewOf(state);
  const targets = states.all().map(targetViewOf);
  return renderStatusPage(targets, { version, telemetryPath: web.telemetryPath, now, discovery, sharding });
}
