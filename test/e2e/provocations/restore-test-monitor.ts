import { earlierTest, type Provocation, passed, restoreTest, whileBroken } from '../provocation.js';
import { stages } from '../stage.js';

const tested = ['orders', 'customers', 'stock', 'invoices', 'returns'];

export const restoreTestMonitorProvocations: readonly Provocation[] = [
  {
    alert: 'AWSBackupTargetUnreadable',
    severity: 'warning',
    account: 'unreadable',
    cause: 'AWS refuses ListRestoreJobs in an account',
    cure: 'AWS allows it',
    shown: (place) => [{ jobs: [earlierTest(place)] }],
    faults: [{ kind: 'access-denied', operation: 'ListRestoreJobs', account: 'unreadable', ...whileBroken }],
    labels: {},
    description:
      'a source could not be read for 15 minutes or more; what is shown of it are its last good values.',
  },
  {
    alert: 'AWSBackupTargetsDeniedByPolicy',
    severity: 'info',
    account: 'denied',
    cause: 'a service control policy denies an account',
    cure: 'the policy is detached',
    shown: (place) => [{ jobs: [earlierTest(place)] }],
    faults: [{ kind: 'denied-by-policy', operation: 'ListRestoreJobs', account: 'denied', ...whileBroken }],
    isPlaceless: true,
    labels: {},
    description:
      'Accounts and regions that a service control policy, a resource control policy or a permissions boundary denies, so that nothing is known of their restore tests: 1.',
  },
  {
    alert: 'AWSBackupFactsStale',
    severity: 'warning',
    account: 'unanswered',
    cause: 'AWS does not answer ListRestoreJobs in an account, and the poll goes on waiting',
    cure: 'AWS answers',
    shown: (place) => [{ jobs: [earlierTest(place)] }],
    faults: [{ kind: 'hang', operation: 'ListRestoreJobs', account: 'unanswered', ...whileBroken }],
    labels: { source: 'jobs' },
    description: 'jobs were last read *s ago; alerts that depend on how old they are say nothing any more.',
  },
  {
    alert: 'AWSBackupAccountUnmonitored',
    severity: 'warning',
    account: 'unmonitored',
    membership: { joins: 'cause' },
    cause: 'an account with restore jobs joins that the configuration leaves out',
    cure: 'a reload takes it in',
    // One of them is of the last whole day, whatever the time is.
    shown: (place) => [
      {
        jobs: ['-12h', '-24h', '-36h'].map((CreationDate) =>
          restoreTest(place, { CreationDate, CompletionDate: CreationDate, ...passed }),
        ),
      },
    ],
    isPlaceless: true,
    labels: { aws_account_id: '$id' },
    description: 'Account $id has restore jobs in the summaries of AWS Backup, and no target covers it.',
  },
  {
    alert: 'AWSBackupResourcesDropped',
    severity: 'info',
    account: 'large',
    cause: 'a third, fourth and fifth resource are tested; the limit is 4',
    cure: 'a reload raises the limit',
    shown: (place) => [
      { jobs: tested.slice(0, 2).map((name) => earlierTest(place, name)) },
      {
        from: 'cause',
        jobs: tested
          .slice(2)
          .map((name) => ({ ...earlierTest(place, name), CreationDate: '5m', CompletionDate: stages.cause })),
      },
    ],
    labels: {},
    description: 'tested resources that have no series of their own, so that no alert tells of them: 1.',
  },
  {
    alert: 'AWSBackupExceptionExpired',
    severity: 'info',
    cause: 'a reload brings an exception that ended yesterday',
    cure: 'a reload takes it out',
    isPlaceless: true,
    labels: { exception: 'ended' },
    description: 'The exception ended ended at * UTC, so that the alerts about what it matches fire again.',
  },
  {
    alert: 'AWSBackupExceptionUnused',
    severity: 'info',
    cause: 'a reload brings an exception for a plan that does not exist',
    cure: 'a reload takes it out',
    isPlaceless: true,
    labels: { exception: 'unused' },
    description: 'The exception unused matches nothing that is known.',
  },
  {
    alert: 'AWSBackupRequestsThrottled',
    severity: 'warning',
    cause: 'AWS throttles every third ListProtectedResources',
    cure: 'AWS takes them all',
    faults: [{ kind: 'throttle', operation: 'ListProtectedResources', probability: 0.33, ...whileBroken }],
    isPlaceless: true,
    labels: { operation: 'ListProtectedResources' },
    description: 'AWS throttled *% of the ListProtectedResources requests of the last half hour.',
  },
];

/** Provoked after the others: no account joins while a look-up fails, and a shard takes its accounts with it. */
export const partialOutage: readonly Provocation[] = [
  {
    alert: 'AWSBackupDiscoveryFailing',
    severity: 'warning',
    cause: 'AWS Organizations answers ListAccounts with an error of its own',
    cure: 'it lists the accounts',
    isPlaceless: true,
    labels: {},
    description: 'The accounts and their regions were last found *s ago; those known are kept.',
  },
  {
    alert: 'AWSBackupRestoreTestMonitorShardMissing',
    severity: 'warning',
    cause: 'one of two shards stops',
    cure: 'it starts',
    isPlaceless: true,
    labels: {},
    description:
      'Shards of restore-test-monitor that are not scraped, so that nobody watches their targets: 1.',
  },
  {
    alert: 'AWSBackupRestoreTestMonitorReloadFailed',
    severity: 'warning',
    cause: 'a configuration with a misspelt option is to be reloaded',
    cure: 'it is corrected and reloaded',
    isPlaceless: true,
    labels: {},
    description:
      'At least one process of restore-test-monitor refuses its changed configuration, and runs on with the one that it loaded at * UTC; a restart may fail.',
  },
];

export const outage: readonly Provocation[] = [
  {
    alert: 'AWSBackupRestoreTestMonitorAbsent',
    severity: 'critical',
    cause: 'both shards stop',
    cure: 'they start',
    isPlaceless: true,
    labels: {},
    description: 'The daemon has been down, or has not been scraped, for 10 minutes or more.',
  },
];
