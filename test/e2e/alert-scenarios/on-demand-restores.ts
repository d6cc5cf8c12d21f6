import { type AlertScenario, alertLabels, place, series, type Value, where } from '../alert-scenario.js';

const failedOnDemand = 'aws_backup_on_demand_restore_last_failure_timestamp_seconds';
const day = 24 * 60;

const failureOnDemand = (status: string) =>
  alertLabels({ severity: 'warning', ...place, resource_type: 'EC2', status });
const onDemand = (status: string, value: Value) =>
  series(failedOnDemand, { ...place, resource_type: 'EC2', status }, value);

export const onDemandRestoreScenarios: readonly AlertScenario[] = [
  {
    alert: 'AWSBackupOnDemandRestoreFailed',
    series: [onDemand('FAILED', (minute) => (minute < 180 ? 0 : 10_200))],
    at: 185,
    notYetAt: 179,
    labels: failureOnDemand('FAILED'),
    description: `${where}an on-demand restore of type EC2 ended as FAILED at 1970-01-01 02:50:00 +0000 UTC.`,
    quiet: {
      'none has failed': { [failedOnDemand]: 0 },
      'the latest failure was shown an hour and a half ago': {
        [failedOnDemand]: (minute) => (minute < 90 ? 0 : 5000),
      },
      'the latest failure has left the look-back': {
        [failedOnDemand]: (minute) => (minute < 180 ? 5000 : 0),
      },
      'the daemon was down for an hour, and the failure is older': {
        [failedOnDemand]: (minute) => (minute > 100 && minute < 170 ? undefined : 5000),
      },
    },
    fires: {
      'another one had failed before': { [failedOnDemand]: (minute) => (minute < 180 ? 5000 : 10_200) },
      'the type had no series before its first failure': {
        [failedOnDemand]: (minute) => (minute < 180 ? undefined : 10_200),
      },
      'the daemon was down while it failed': {
        [failedOnDemand]: (minute) => (minute < 60 ? 0 : minute < 180 ? undefined : 10_200),
      },
      'the daemon stopped before it had read of it': {
        [failedOnDemand]: (minute) => (minute < 171 ? 0 : minute < 180 ? undefined : 10_200),
      },
    },
    changes: {
      status: {
        metric: failedOnDemand,
        isZeroFilled: true,
        to: {
          ABORTED: {
            labels: failureOnDemand('ABORTED'),
            description: `${where}an on-demand restore of type EC2 ended as ABORTED at 1970-01-01 02:50:00 +0000 UTC.`,
          },
        },
      },
    },
  },
  {
    alert: 'AWSBackupOnDemandRestoreFailed',
    series: [onDemand('ABORTED', (minute) => (minute < 5 * day ? 600 : 2.5 * day * 60))],
    at: 5 * day + 30,
    notYetAt: 5 * day - 5,
    step: 5,
    labels: failureOnDemand('ABORTED'),
    description: `${where}an on-demand restore of type EC2 ended as ABORTED at 1970-01-03 12:00:00 +0000 UTC.`,
    quiet: {
      'nothing was known before, and it ended more than a day ago': {
        [failedOnDemand]: (minute) => (minute < 5 * day ? undefined : 2.5 * day * 60),
      },
    },
    fires: {
      'the daemon was down for two days while it failed': {
        [failedOnDemand]: (minute) =>
          minute < 2 * day ? 600 : minute < 5 * day ? undefined : 2.5 * day * 60,
      },
    },
  },
  {
    alert: 'AWSBackupOnDemandRestoreFailed',
    series: [onDemand('FAILED', (minute) => (minute < 9 * day ? 0 : 7 * day * 60))],
    at: 9 * day + 30,
    step: 10,
    labels: failureOnDemand('FAILED'),
    description: `${where}an on-demand restore of type EC2 ended as FAILED at 1970-01-08 00:00:00 +0000 UTC.`,
    quiet: {
      'a longer look-back shows a failure of more than a week ago': {
        [failedOnDemand]: (minute) => (minute < 9 * day ? 0 : day * 60),
      },
    },
  },
];
