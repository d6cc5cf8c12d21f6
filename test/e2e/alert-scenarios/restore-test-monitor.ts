import { type AlertScenario, alertLabels, now, place, series, where } from '../alert-scenario.js';

const up = 'restore_test_monitor_target_up';
const reasonOf = 'restore_test_monitor_target_failure_reason';
const read = 'restore_test_monitor_target_last_success_timestamp_seconds';
const monitored = 'aws_backup_account_monitored';
const discovered = 'restore_test_monitor_discovery_last_success_timestamp_seconds';
const dropped = 'restore_test_monitor_resources_dropped';
const throttled = 'restore_test_monitor_aws_request_failures_total';
const requests = 'restore_test_monitor_aws_requests_total';
const totalShards = 'restore_test_monitor_total_shards';
const shard = 'restore_test_monitor_shard_ordinal';
const loaded = 'restore_test_monitor_config_last_reload_successful';
const loadedAt = 'restore_test_monitor_config_last_reload_success_timestamp_seconds';

const operation = { operation: 'ListRestoreJobs' };
const warning = { severity: 'warning', ...alertLabels(place) };
const sources = ['jobs', 'plans', 'resources', 'summaries'];
const stale = (source: string, afterMinutes: number, lastRead: string): AlertScenario => ({
  alert: 'AWSBackupFactsStale',
  series: [
    series(read, { ...place, source }, 600),
    series(reasonOf, { ...place, reason: 'denied_by_policy' }, 0),
  ],
  at: afterMinutes + 45,
  notYetAt: afterMinutes + 15,
  step: afterMinutes > 60 ? 5 : 1,
  labels: { ...warning, source },
  description: `${where}${source} were last read ${lastRead} ago; alerts that depend on how old they are say nothing any more.`,
  quiet: {
    'it is read': { [read]: now },
    'a policy denies it': { [reasonOf]: 1 },
    'it has just been read': { [read]: (minute) => (minute < afterMinutes + 45 ? 600 : minute * 60) },
  },
  optional: { [reasonOf]: {} },
  changes: {
    reason: { metric: reasonOf, isZeroFilled: true, to: { timeout: {} } },
    source: {
      metric: read,
      isZeroFilled: true,
      otherwise: now,
      to: Object.fromEntries(
        sources.filter((each) => each !== source).map((each) => [each, 'silent'] as const),
      ),
    },
  },
});

export const restoreTestMonitorScenarios: readonly AlertScenario[] = [
  {
    alert: 'AWSBackupTargetUnreadable',
    series: [series(up, place, 0), series(reasonOf, { ...place, reason: 'denied_by_policy' }, 0)],
    at: 45,
    notYetAt: 10,
    labels: warning,
    description: `${where}a source could not be read for 15 minutes or more; what is shown of it are its last good values.`,
    outlives: 35,
    quiet: {
      'it can be read': { [up]: 1 },
      'a policy denies it': { [reasonOf]: 1 },
      'every second reading fails': { [up]: (minute) => (minute % 10 < 5 ? 0 : 1) },
      'it can be read again': { [up]: (minute) => (minute < 20 ? 0 : 1) },
    },
    optional: { [reasonOf]: {} },
    changes: { reason: { metric: reasonOf, isZeroFilled: true, to: { timeout: {} } } },
    kept: { 'one reading succeeded a moment ago': { [up]: (minute) => (minute === 40 ? 1 : 0) } },
  },
  {
    alert: 'AWSBackupTargetsDeniedByPolicy',
    series: [series(reasonOf, { ...place, reason: 'denied_by_policy' }, 1)],
    at: 65,
    notYetAt: 55,
    labels: { severity: 'info' },
    description:
      'Accounts and regions that a service control policy, a resource control policy or a permissions boundary denies, so that nothing is known of their restore tests: 1.',
    quiet: {
      'none is denied': { [reasonOf]: 0 },
      'the policy was changed': { [reasonOf]: (minute) => (minute < 65 ? 1 : 0) },
    },
    changes: { reason: { metric: reasonOf, isZeroFilled: true, to: { access_denied: 'silent' } } },
  },
  stale('jobs', 60, '1h 35m 0s'),
  stale('plans', 240, '4h 35m 0s'),
  stale('resources', 1440, '1d 0h 35m 0s'),
  stale('summaries', 1440, '1d 0h 35m 0s'),
  {
    alert: 'AWSBackupAccountUnmonitored',
    series: [series(monitored, { aws_account_id: '999900001111' }, 0)],
    at: 65,
    notYetAt: 55,
    labels: { severity: 'warning', aws_account_id: '999900001111' },
    description:
      'Account 999900001111 has restore jobs in the summaries of AWS Backup, and no target covers it.',
    quiet: {
      'it is watched': { [monitored]: 1 },
      'it was discovered half an hour later': { [monitored]: (minute) => (minute < 30 ? 0 : 1) },
    },
  },
  {
    alert: 'AWSBackupDiscoveryFailing',
    series: [series(discovered, {}, 600)],
    at: 240,
    notYetAt: 195,
    labels: { severity: 'warning' },
    description: 'The accounts and their regions were last found 3h 50m 0s ago; those known are kept.',
    quiet: {
      'it succeeds': { [discovered]: now },
      'it has just succeeded': { [discovered]: (minute) => (minute < 235 ? 600 : 14_100) },
    },
  },
  {
    alert: 'AWSBackupResourcesDropped',
    series: [series(dropped, place, 12)],
    at: 65,
    notYetAt: 55,
    labels: { severity: 'info', ...alertLabels(place) },
    description: `${where}tested resources that have no series of their own, so that no alert tells of them: 12.`,
    quiet: {
      'none is': { [dropped]: 0 },
      'the limit was raised': { [dropped]: (minute) => (minute < 65 ? 12 : 0) },
    },
  },
  {
    alert: 'AWSBackupRequestsThrottled',
    series: [
      series(throttled, { ...operation, reason: 'throttled' }, (minute) => 2 * minute),
      series(requests, operation, (minute) => 10 * minute),
    ],
    at: 60,
    notYetAt: 25,
    labels: { severity: 'warning', ...operation },
    description: 'AWS throttled 20% of the ListRestoreJobs requests of the last half hour.',
    outlives: 70,
    quiet: {
      'few are': { [throttled]: (minute) => minute / 2 },
      'none is': { [throttled]: 0 },
      'no request was sent': { [throttled]: 0, [requests]: 0 },
      'a burst was short': { [throttled]: (minute) => (minute < 50 ? 0 : 40) },
      'the counters were reset': {
        [throttled]: (minute) => (minute < 30 ? 500 : 0),
        [requests]: (minute) => (minute < 30 ? 5000 + 10 * minute : 10 * (minute - 30)),
      },
    },
    fires: {
      'the counters were reset': {
        [throttled]: (minute) => 2 * (minute < 30 ? minute : minute - 30),
        [requests]: (minute) => 10 * (minute < 30 ? minute : minute - 30),
      },
    },
    // The rate of half an hour is what counts, whatever fails now.
    changes: { reason: { metric: throttled, isZeroFilled: true, otherwise: 120, to: { timeout: {} } } },
  },
  {
    alert: 'AWSBackupRestoreTestMonitorShardMissing',
    series: [series(totalShards, {}, 3), series(shard, { shard_ordinal: '0' }, 0)],
    at: 20,
    notYetAt: 10,
    labels: { severity: 'warning' },
    isBridged: false,
    description:
      'Shards of restore-test-monitor that are not scraped, so that nobody watches their targets: 2.',
    quiet: {
      'there is one only': { [totalShards]: 1 },
      'it has come back': { [totalShards]: (minute) => (minute < 15 ? 3 : 1) },
    },
  },
  {
    alert: 'AWSBackupRestoreTestMonitorReloadFailed',
    series: [series(loaded, {}, 0), series(loadedAt, {}, 600)],
    at: 30,
    notYetAt: 10,
    labels: { severity: 'warning' },
    description:
      'At least one process of restore-test-monitor refuses its changed configuration, and runs on with the one that it loaded at 1970-01-01 00:10:00 +0000 UTC; a restart may fail.',
    quiet: {
      'it was loaded': { [loaded]: 1 },
      'it was corrected': { [loaded]: (minute) => (minute < 30 ? 0 : 1) },
    },
  },
];
