import { bad, doubtful, good, mapping, never, noneWanted, thresholds } from '../../colors.js';
import { accountColumn, accountIdColumn, regionColumn } from '../../columns.js';
import type { Section } from '../../dashboard.js';
import { drillDown, uids } from '../../links.js';
import { stat } from '../../panels/stat.js';
import { table } from '../../panels/table.js';
import { latest, moment, place } from '../../promql.js';
import { readAt, scraped, up } from './facts.js';

const increase = (metric: string, ...matchers: string[]) =>
  `increase(${scraped(metric, ...matchers)}[$__range])`;
const dropped = latest(place, scraped('restore_test_monitor_resources_dropped'));
const stalest = `bottomk(100, ${readAt})`;
const toAccount = drillDown('Plans and resources of the account', uids.detail, {
  account: 'aws_account',
  region: 'aws_region',
});

export const atAGlance: Section = {
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
          description: 'Share of the targets (an account in a region) of which every source could be read.',
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
          alerts: ['AWSBackupRestoreTestMonitorReloadFailed'],
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
            { ...accountColumn, link: toAccount },
            accountIdColumn,
            regionColumn,
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
};
