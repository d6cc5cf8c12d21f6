import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { operationNames, operations } from '../aws/operations.js';
import type { BuildInfo } from '../build-info.js';
import type { Subscriber } from '../events.js';
import { requestFailureReasons } from '../targets/call-failure.js';
import { listOmissions, noLists } from '../targets/known-lists.js';
import { refusalReasons } from '../targets/refused-row.js';
import type { Sharding } from '../targets/sharding.js';
import { failureOf } from '../targets/source-state.js';
import { type Stability, seconds } from './family.js';

/** The daemon's own counts, with the metrics of its process, rendered anew by each scrape. */
export interface SelfMetrics {
  readonly registry: Registry;
  /** Counts what happens. */
  readonly subscriber: Subscriber;
}

/** The stability of each metric of the daemon; those of its process are prom-client's. */
export const selfMetricStability = {
  restore_test_monitor_aws_request_duration_seconds: 'stable',
  restore_test_monitor_aws_request_failures_total: 'stable',
  restore_test_monitor_aws_request_retries_total: 'stable',
  restore_test_monitor_aws_requests_total: 'stable',
  restore_test_monitor_aws_rows_refused_total: 'experimental',
  restore_test_monitor_build_info: 'stable',
  restore_test_monitor_config_last_reload_success_timestamp_seconds: 'stable',
  restore_test_monitor_config_last_reload_successful: 'stable',
  restore_test_monitor_discovery_last_success_timestamp_seconds: 'stable',
  restore_test_monitor_discovery_unconfirmed_omissions: 'experimental',
  restore_test_monitor_discovery_up: 'stable',
  restore_test_monitor_late_runs_total: 'experimental',
  restore_test_monitor_log_lines_dropped_total: 'experimental',
  restore_test_monitor_poll_failures_total: 'stable',
  restore_test_monitor_polls_skipped_total: 'stable',
  restore_test_monitor_polls_total: 'stable',
  restore_test_monitor_shard_ordinal: 'stable',
  restore_test_monitor_total_shards: 'stable',
} satisfies Record<string, Stability>;

/** prom-client's gauges whose names end in `_total`, which promlint rejects. */
const rejectedDefaults = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];

const unsharded: Sharding = { shard: 0, totalShards: 1 };

export function createSelfMetrics(
  build: BuildInfo,
  sharding = unsharded,
  droppedLogLines: () => number = () => 0,
): SelfMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const name of rejectedDefaults) registry.removeSingleMetric(name);
  const registers = [registry];

  new Gauge({
    name: 'restore_test_monitor_build_info',
    help: 'Always 1, with the version, the source revision and the Node.js version of the daemon.',
    labelNames: ['version', 'revision', 'nodeversion'],
    registers,
  }).set({ version: build.version, revision: build.revision, nodeversion: process.version }, 1);
  const ofConfiguration = { ...reloadGauges(registry), ...discoveryGauges(registry) };
  shardGauges(registry, sharding);
  droppedLinesCounter(registry, droppedLogLines);
  const subscriber = {
    ...ofConfiguration,
    ...requestCounters(registry),
    ...pollCounters(registry),
    ...refusedRowsCounter(registry),
  };
  return { registry, subscriber };
}

function requestCounters(registry: Registry): Subscriber {
  const registers = [registry];
  const requests = new Counter({
    name: 'restore_test_monitor_aws_requests_total',
    help: 'Requests sent to AWS, every attempt counted, by operation.',
    labelNames: ['operation'],
    registers,
  });
  const failures = new Counter({
    name: 'restore_test_monitor_aws_request_failures_total',
    help: 'Requests to AWS that failed, every attempt counted, by operation and reason.',
    labelNames: ['operation', 'reason'],
    registers,
  });
  const retries = new Counter({
    name: 'restore_test_monitor_aws_request_retries_total',
    help: 'Requests to AWS that were sent again, by operation and the reason of the failure before.',
    labelNames: ['operation', 'reason'],
    registers,
  });
  const duration = new Histogram({
    name: 'restore_test_monitor_aws_request_duration_seconds',
    help: 'How long requests to AWS took, every attempt on its own, by operation.',
    labelNames: ['operation'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });

  // A counter that appears with its first event hides that event from increase().
  for (const operation of operationNames) {
    requests.inc({ operation }, 0);
    duration.zero({ operation });
    for (const reason of requestFailureReasons) {
      failures.inc({ operation, reason }, 0);
      retries.inc({ operation, reason }, 0);
    }
  }
  return {
    callAttempted({ operation, durationSeconds, reason }) {
      requests.inc({ operation });
      duration.observe({ operation }, durationSeconds);
      if (reason !== undefined) failures.inc({ operation, reason });
    },
    callRetried: ({ failure: { operation, reason } }) => retries.inc({ operation, reason }),
  };
}

function pollCounters(registry: Registry): Subscriber {
  const registers = [registry];
  const polls = new Counter({
    name: 'restore_test_monitor_polls_total',
    help: 'Polls of a target that ended, of any source.',
    registers,
  });
  const pollFailures = new Counter({
    name: 'restore_test_monitor_poll_failures_total',
    help: 'Polls of a target that ended in a failure.',
    registers,
  });
  const pollsSkipped = new Counter({
    name: 'restore_test_monitor_polls_skipped_total',
    help: 'Polls of a target that were left out because its previous poll had not ended.',
    registers,
  });
  const lateRuns = new Counter({
    name: 'restore_test_monitor_late_runs_total',
    help: 'Scheduled runs that began late because the process or its machine stood still, or its clock was set. Each one makes up for all runs that were due meanwhile.',
    registers,
  });
  return {
    pollEnded({ source, after }) {
      polls.inc();
      pollFailures.inc(failureOf(after.sources[source]) === undefined ? 0 : 1);
    },
    pollSkipped: () => pollsSkipped.inc(),
    runLate: () => lateRuns.inc(),
  };
}

function refusedRowsCounter(registry: Registry): Subscriber {
  const refused = new Counter({
    name: 'restore_test_monitor_aws_rows_refused_total',
    help: 'Rows of AWS answers, and descriptions, that could not be used and were left out of what was read, each time that AWS sent them, by operation and reason.',
    labelNames: ['operation', 'reason'],
    registers: [registry],
  });
  for (const operation of operations.filter((each) => 'answersRows' in each)) {
    for (const reason of refusalReasons) refused.inc({ operation: operation.name, reason }, 0);
  }
  return {
    rowsRefused({ rows }) {
      for (const { operation, reason } of rows) refused.inc({ operation, reason });
    },
  };
}

function reloadGauges(registry: Registry): Subscriber {
  const registers = [registry];
  const successful = new Gauge({
    name: 'restore_test_monitor_config_last_reload_successful',
    help: '1 when the latest load of the configuration, at the start or by a reload, was successful, 0 when it failed; the configuration before it is then kept.',
    registers,
  });
  const successAt = new Gauge({
    name: 'restore_test_monitor_config_last_reload_success_timestamp_seconds',
    help: 'When the configuration was last loaded successfully, at the start or by a reload.',
    registers,
  });
  const loaded = (wasSuccessful: boolean, at: Date) => {
    successful.set(wasSuccessful ? 1 : 0);
    if (wasSuccessful) successAt.set(seconds(at));
  };
  loaded(true, new Date());
  return { configurationReloaded: ({ outcome, at }) => loaded(outcome.ok, at) };
}

/** Without a value until targets are looked for, which a configuration that names them all never does. */
function discoveryGauges(registry: Registry): Subscriber {
  const registers = [registry];
  const up = new Gauge({
    name: 'restore_test_monitor_discovery_up',
    help: '1 when the latest look at the organization (ListAccounts) and at the enabled regions (ListRegions) succeeded, 0 when it failed; the known targets are then kept. Absent where the configuration names all targets.',
    registers,
  });
  const lastSuccess = new Gauge({
    name: 'restore_test_monitor_discovery_last_success_timestamp_seconds',
    help: 'When the accounts of the organization and their enabled regions were last found; 0 when never. Absent where the configuration names all targets.',
    registers,
  });
  const unconfirmed = new Gauge({
    name: 'restore_test_monitor_discovery_unconfirmed_omissions',
    help: 'Accounts (ListAccounts), accounts of organizational units (ListAccountsForParent) or enabled regions of accounts (ListRegions) that the latest look left out and that are kept until further looks confirm that they are gone. Absent where the configuration names all targets.',
    labelNames: ['list'],
    registers,
  });
  const discoveryTurnedOff = () => {
    up.remove();
    lastSuccess.remove();
    unconfirmed.reset();
  };
  discoveryTurnedOff();
  return {
    discoveryTurnedOff,
    discoveryEnded({ after }) {
      for (const [list, omissions] of Object.entries(listOmissions(after.lists ?? noLists))) {
        unconfirmed.set({ list }, omissions.size);
      }
      up.set(after.failure ? 0 : 1);
      lastSuccess.set(seconds(after.lastSuccessAt));
    },
  };
}

/** As kube-state-metrics has them, so that its alerts for missing shards can be taken over. */
function shardGauges(registry: Registry, { shard, totalShards }: Sharding): void {
  const registers = [registry];
  new Gauge({
    name: 'restore_test_monitor_shard_ordinal',
    help: 'Which shard of the targets this process polls, from 0; the label says the same.',
    labelNames: ['shard_ordinal'],
    registers,
  }).set({ shard_ordinal: String(shard) }, shard);
  new Gauge({
    name: 'restore_test_monitor_total_shards',
    help: 'Among how many processes the targets are shared, as this one was told.',
    registers,
  }).set(totalShards);
}

function droppedLinesCounter(registry: Registry, dropped: () => number): Counter {
  return new Counter({
    name: 'restore_test_monitor_log_lines_dropped_total',
    help: 'Lines of the log that were dropped because their reader had stalled or was gone.',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(dropped());
    },
  });
}
