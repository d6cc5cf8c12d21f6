import { bad, doubtful, good, mapping, never, noneWanted, thresholds } from '../colors.js';
import type { DashboardPlan } from '../dashboard.js';
import { drillDown, uids } from '../links.js';
import { stat } from '../panels/stat.js';
import { stateTimeline } from '../panels/state-timeline.js';
import { table } from '../panels/table.js';
import { timeSeries } from '../panels/time-series.js';
import { latest, moment, onPlace, place } from '../promql.js';
import { datasourceVariable, instanceVariable, jobVariable } from '../variables.js';

/** A selector of the processes that the variables select. */
function scraped(metric: string, ...matchers: readonly string[]): string {
  return `${metric}{${['job=~"$job"', 'instance=~"$instance"', ...matchers].join(', ')}}`;
}

const rate = (metric: string, ...matchers: string[]) =>
  `rate(${scraped(metric, ...matchers)}[$__rate_interval])`;
const increase = (metric: string, ...matchers: string[]) =>
  `increase(${scraped(metric, ...matchers)}[$__range])`;

const up = latest(place, scraped('restore_test_monitor_target_up'));
const failureReasons = latest(`${place}, reason`, scraped('restore_test_monitor_target_failure_reason'));
const readAt = latest(
  `${place}, source`,
  scraped('restore_test_monitor_target_last_success_timestamp_seconds'),
);
const dropped = latest(place, scraped('restore_test_monitor_resources_dropped'));
const pollDuration = latest(place, scraped('restore_test_monitor_target_poll_duration_seconds'));
const stalest = `bottomk(100, ${readAt})`;
const worst = `bottomk(30, avg_over_time(${scraped('restore_test_monitor_target_up')}[$__range] @ end()))`;

const toAccount = drillDown('Plans and resources of the account', uids.detail, {
  account: 'aws_account',
  region: 'aws_region',
});

export const daemon: DashboardPlan = {
  uid: uids.daemon,
  title: 'AWS Backup restore testing / Daemon',
  description:
    'Whether restore-test-monitor reads what it should, and how: targets, polls, requests to AWS, process.',
  from: 'now-6h',
  refresh: '1m',
  variables: [datasourceVariable, jobVariable, instanceVariable],
  sections: [
    {
      lines: [
        {
          height: 4,
          blocks: [
            stat({
              title: 'Processes',
              description: 'Processes of restore-test-monitor that are scraped: one, or one for each shard.',
              width: 3,
              alerts: ['AWSBackupRestoreTestMonitorAbsent'],
              expr: `count(${scraped('restore_test_monitor_build_info')})`,
              unit: 'none',
              thresholds: thresholds(bad, [1, good]),
            }),
            stat({
              title: 'Shards missing',
              description: 'Shards that are not scraped, so that nobody watches their targets.',
              width: 3,
              alerts: ['AWSBackupRestoreTestMonitorShardMissing'],
              expr: `max(${scraped('restore_test_monitor_total_shards')}) - count(count by (shard_ordinal) (${scraped('restore_test_monitor_shard_ordinal')}))`,
              unit: 'none',
              thresholds: noneWanted,
            }),
            stat({
              title: 'Targets read',
              description:
                'Share of the targets (an account in a region) of which every source could be read.',
              width: 3,
              alerts: ['AWSBackupTargetUnreadable'],
              expr: `avg(${up})`,
              unit: 'percentunit',
              thresholds: thresholds(bad, [0.9, doubtful], [1, good]),
            }),
            stat({
              title: 'Failed polls',
              description: 'Share of the polls in the time range that ended in a failure.',
              width: 3,
              expr: `sum(${increase('restore_test_monitor_poll_failures_total')}) / sum(${increase('restore_test_monitor_polls_total')})`,
              unit: 'percentunit',
              decimals: 1,
              thresholds: thresholds(good, [0.01, doubtful], [0.1, bad]),
            }),
            stat({
              title: 'Throttled',
              description:
                'Share of the requests to AWS in the time range that AWS refused because of their rate.',
              width: 3,
              alerts: ['AWSBackupRequestsThrottled'],
              expr: `sum(${increase('restore_test_monitor_aws_request_failures_total', 'reason="throttled"')}) / sum(${increase('restore_test_monitor_aws_requests_total')})`,
              unit: 'percentunit',
              decimals: 1,
              thresholds: thresholds(good, [0.01, doubtful], [0.1, bad]),
            }),
            stat({
              title: 'Resources without series',
              description:
                'Tested resources that have no series of their own because of metrics.perResource.limit of the configuration. No alert tells of them.',
              width: 3,
              alerts: ['AWSBackupResourcesDropped'],
              expr: `sum(${dropped})`,
              unit: 'none',
              thresholds: thresholds(good, [1, doubtful]),
            }),
            stat({
              title: 'Accounts last found',
              description:
                'How long ago the accounts of the organization and their regions were found. Empty where the configuration names all targets.',
              width: 3,
              alerts: ['AWSBackupDiscoveryFailing'],
              expr: `time() - min(${scraped('restore_test_monitor_discovery_last_success_timestamp_seconds')})`,
              unit: 's',
              thresholds: thresholds(good, [3 * 3600, bad]),
            }),
            stat({
              title: 'Configuration',
              description: 'Whether the latest load of the configuration succeeded in every process.',
              width: 3,
              expr: `min(${scraped('restore_test_monitor_config_last_reload_successful')})`,
              unit: 'none',
              thresholds: thresholds(bad, [1, good]),
              mappings: mapping({ 0: ['not loaded', bad], 1: ['loaded', good] }),
            }),
          ],
        },
        {
          height: 8,
          blocks: [
            table({
              title: 'Facts: how old',
              description:
                'When each source of a target was last read to the end: the 100 oldest. Alerts about age wait for these facts.',
              width: 12,
              alerts: ['AWSBackupFactsStale'],
              columns: [
                { title: 'Account', label: 'aws_account', link: toAccount },
                { title: 'Account ID', label: 'aws_account_id' },
                { title: 'Region', label: 'aws_region' },
                { title: 'Source', label: 'source' },
                {
                  title: 'Last read',
                  expr: moment(stalest),
                  unit: 'dateTimeAsIso',
                  mappings: never,
                  width: 160,
                },
              ],
              sortBy: { column: 'Last read' },
            }),
            table({
              title: 'Processes: versions',
              description: 'Each process, what it runs, and since when.',
              width: 12,
              columns: [
                { title: 'Instance', label: 'instance' },
                { title: 'Version', label: 'version' },
                { title: 'Revision', label: 'revision' },
                { title: 'Node.js', label: 'nodeversion' },
                {
                  title: 'Started',
                  expr: moment(`max by (instance) (${scraped('process_start_time_seconds')})`),
                  unit: 'dateTimeAsIso',
                  width: 160,
                },
                {
                  title: 'Configuration loaded',
                  expr: moment(
                    `max by (instance) (${scraped('restore_test_monitor_config_last_reload_success_timestamp_seconds')})`,
                  ),
                  unit: 'dateTimeAsIso',
                  mappings: never,
                  width: 160,
                },
              ],
              labelsOf: [
                `max by (instance, version, revision, nodeversion) (${scraped('restore_test_monitor_build_info')})`,
              ],
              sortBy: { column: 'Instance' },
            }),
          ],
        },
      ],
    },
    {
      title: 'Targets',
      lines: [
        {
          height: 9,
          blocks: [
            stateTimeline({
              title: 'Targets over time',
              description:
                'Whether each target could be read, for the 30 that were unreadable for the longest time.',
              width: 12,
              expr: `${up} and on (${onPlace}) ${worst}`,
              legend: '{{aws_account}} {{aws_region}}',
              states: mapping({ 0: ['not read', bad], 1: ['read', good] }),
            }),
            timeSeries({
              title: 'Targets that cannot be read, by reason',
              description: 'Why the latest reading of targets failed.',
              width: 12,
              style: 'stacked',
              series: [{ expr: `sum by (reason) (${failureReasons})`, legend: '{{reason}}' }],
              unit: 'none',
            }),
          ],
        },
        {
          height: 8,
          blocks: [
            timeSeries({
              title: 'Polls',
              description:
                'Polls of targets that ended, that failed, and that were left out because the previous one had not ended.',
              width: 8,
              series: [
                { expr: `sum(${rate('restore_test_monitor_polls_total')})`, legend: 'ended' },
                { expr: `sum(${rate('restore_test_monitor_poll_failures_total')})`, legend: 'failed' },
                { expr: `sum(${rate('restore_test_monitor_polls_skipped_total')})`, legend: 'skipped' },
              ],
              unit: 'ops',
              colors: { failed: bad, skipped: doubtful },
            }),
            timeSeries({
              title: 'Duration of polls',
              description:
                'How long the latest reading of the restore jobs of a target took: half of them, and the longest.',
              width: 8,
              series: [
                { expr: `quantile(0.5, ${pollDuration})`, legend: 'half' },
                { expr: `max(${pollDuration})`, legend: 'longest' },
              ],
              unit: 's',
            }),
            timeSeries({
              title: 'Age of the facts',
              description: 'How long ago the oldest facts of each source were read.',
              width: 8,
              series: [{ expr: `time() - min by (source) (${readAt} > 0)`, legend: '{{source}}' }],
              unit: 's',
            }),
          ],
        },
      ],
    },
    {
      title: 'Requests to AWS',
      lines: [
        {
          height: 8,
          blocks: [
            timeSeries({
              title: 'Requests',
              description: 'Requests to AWS, every attempt counted, by operation.',
              width: 12,
              series: [
                {
                  expr: `sum by (operation) (${rate('restore_test_monitor_aws_requests_total')})`,
                  legend: '{{operation}}',
                },
              ],
              unit: 'reqps',
            }),
            timeSeries({
              title: 'Nine of ten requests took at most',
              description: 'How long requests took, every attempt on its own, by operation.',
              width: 12,
              series: [
                {
                  expr: `histogram_quantile(0.9, sum by (le, operation) (${rate('restore_test_monitor_aws_request_duration_seconds_bucket')}))`,
                  legend: '{{operation}}',
                },
              ],
              unit: 's',
            }),
          ],
        },
        {
          height: 8,
          blocks: [
            timeSeries({
              title: 'Failed requests',
              description:
                'Requests that failed, every attempt counted, by operation and reason; only those that there were.',
              width: 12,
              series: [
                {
                  expr: `sum by (operation, reason) (${rate('restore_test_monitor_aws_request_failures_total')}) > 0`,
                  legend: '{{operation}}: {{reason}}',
                },
              ],
              unit: 'reqps',
            }),
            timeSeries({
              title: 'Retries',
              description:
                'Requests that were sent again, by the reason of the failure before; only those that there were.',
              width: 12,
              series: [
                {
                  expr: `sum by (reason) (${rate('restore_test_monitor_aws_request_retries_total')}) > 0`,
                  legend: '{{reason}}',
                },
              ],
              unit: 'reqps',
            }),
          ],
        },
      ],
    },
    {
      title: 'Process',
      lines: [
        {
          height: 8,
          blocks: [
            timeSeries({
              title: 'Memory',
              description:
                'Resident memory of each process, and the part of the JavaScript heap that is used.',
              width: 8,
              series: [
                {
                  expr: `max by (instance) (${scraped('process_resident_memory_bytes')})`,
                  legend: '{{instance}} resident',
                },
                {
                  expr: `max by (instance) (${scraped('nodejs_heap_size_used_bytes')})`,
                  legend: '{{instance}} heap',
                },
              ],
              unit: 'bytes',
            }),
            timeSeries({
              title: 'CPU',
              description: 'Cores that each process uses.',
              width: 8,
              series: [
                { expr: `sum by (instance) (${rate('process_cpu_seconds_total')})`, legend: '{{instance}}' },
              ],
              unit: 'short',
            }),
            timeSeries({
              title: 'Event loop lag',
              description:
                'By how much the work of each process is late, in the worst hundredth. A scrape waits as long.',
              width: 8,
              series: [
                {
                  expr: `max by (instance) (${scraped('nodejs_eventloop_lag_p99_seconds')})`,
                  legend: '{{instance}}',
                },
              ],
              unit: 's',
            }),
          ],
        },
      ],
    },
  ],
};
