import { bad, doubtful, good, noneWanted, thresholds } from '../../colors.js';
import type { Line } from '../../dashboard.js';
import { drillDown, uids } from '../../links.js';
import { stat } from '../../panels/stat.js';
import { latest, place, plan, selected } from '../../promql.js';
import {
  failedDeletions,
  failedTests,
  monitored,
  proof,
  protectedResources,
  provenResources,
} from './facts.js';

const due = latest(plan, selected('aws_backup_restore_testing_plan_due_timestamp_seconds'));
const closed = latest(
  plan,
  selected('aws_backup_restore_testing_plan_last_closed_execution_timestamp_seconds'),
);
const up = latest(place, selected('restore_test_monitor_target_up'));
const toDetail = drillDown('Plans and resources', uids.detail);
const toDaemon = drillDown('The daemon', uids.daemon);

export const numbers: Line = {
  height: 4,
  blocks: [
    stat({
      title: 'Proven restorable',
      description:
        'Share of the protected resources with a successful restore test that is recent enough for the objectives of their type; with any successful test, where a type has no objective. Only types that restore testing supports.',
      width: 3,
      expr: `sum(${provenResources}) / sum(${protectedResources})`,
      unit: 'percentunit',
      thresholds: thresholds(bad, [0.9, doubtful], [1, good]),
      link: toDetail,
    }),
    stat({
      title: 'Not proven',
      description:
        'Protected resources without a successful restore test that is recent enough for their objectives.',
      width: 3,
      expr: `sum(${protectedResources}) - sum(${provenResources})`,
      unit: 'none',
      thresholds: noneWanted,
      link: toDetail,
    }),
    stat({
      title: 'Never tested',
      description:
        'Protected resources of which no restore test was ever successful. Counted from the series of single resources, as far as the configured limit lets them be shown.',
      width: 3,
      expr: `sum(${proof} == bool 0)`,
      unit: 'none',
      thresholds: noneWanted,
      link: toDetail,
    }),
    stat({
      title: 'Failed tests',
      description:
        'Resources whose latest restore test failed or was incomplete, or whose latest restore did not pass its validation, by plan. An incomplete restore that the objective accepts does not count.',
      width: 3,
      expr: `sum(${failedTests})`,
      unit: 'none',
      thresholds: noneWanted,
      link: toDetail,
    }),
    stat({
      title: 'Overdue plans',
      description:
        'Restore testing plans that have not run at their latest scheduled start, though its start window has closed.',
      width: 3,
      expr: `sum(${due} > bool ${closed})`,
      unit: 'none',
      thresholds: noneWanted,
      link: toDetail,
    }),
    stat({
      title: 'Leftovers',
      description:
        'Restored resources that AWS Backup failed to delete, of the restore jobs within the look-back (30 days by default). Those deleted by hand since then are still counted.',
      width: 3,
      expr: `sum(${failedDeletions})`,
      unit: 'none',
      thresholds: noneWanted,
    }),
    stat({
      title: 'Unreadable',
      description:
        'Accounts and regions that cannot be read now. What is shown of them are their last good values.',
      width: 3,
      expr: `sum(${up} == bool 0)`,
      unit: 'none',
      thresholds: noneWanted,
      link: toDaemon,
    }),
    stat({
      title: 'Not watched',
      description:
        'Accounts of the organization that have restore jobs in the summaries of AWS Backup, and that nobody polls. The variables do not apply.',
      width: 3,
      expr: `sum(${monitored} == bool 0)`,
      unit: 'none',
      thresholds: noneWanted,
      link: toDaemon,
    }),
  ],
};
