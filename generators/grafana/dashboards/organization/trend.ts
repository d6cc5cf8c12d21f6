import { bad, doubtful, good } from '../../colors.js';
import type { Section } from '../../dashboard.js';
import { timeSeries } from '../../panels/time-series.js';
import { selected } from '../../promql.js';
import { protectedResources, provenOverTime } from './facts.js';

export const trend: Section = {
  title: 'Trend',
  lines: [
    {
      height: 8,
      blocks: [
        timeSeries({
          title: 'Proven restorable over time',
          description: 'Share of the protected resources that were proven restorable, in all and by type.',
          width: 12,
          series: [
            { expr: `sum(${provenOverTime}) / sum(${protectedResources})`, legend: 'all' },
            {
              expr: `sum by (resource_type) (${provenOverTime}) / (sum by (resource_type) (${protectedResources}) > 0)`,
              legend: '{{resource_type}}',
            },
          ],
          unit: 'percentunit',
          max: 1,
        }),
        timeSeries({
          title: 'Protected resources over time',
          description:
            'Protected resources with and without a proof that is recent enough. New resources are not proven until their first successful test. Each shard counts the tests that it knows.',
          width: 12,
          style: 'stacked',
          series: [
            { expr: `sum(${provenOverTime})`, legend: 'proven' },
            { expr: `sum(${protectedResources}) - sum(${provenOverTime})`, legend: 'not proven' },
          ],
          unit: 'none',
          colors: { proven: good, 'not proven': bad },
        }),
      ],
    },
    {
      height: 8,
      blocks: [
        timeSeries({
          title: 'Restore tests that ended',
          description:
            'Restores of testing plans that were seen to end, by status. What ends while the daemon is down is not counted.',
          width: 12,
          style: 'bars',
          series: [
            {
              expr: `sum by (status) (increase(${selected('aws_backup_restore_jobs_ended_total', 'restore_testing_plan!=""')}[$__rate_interval]))`,
              legend: '{{status}}',
            },
          ],
          unit: 'short',
          colors: { COMPLETED: good, FAILED: bad, ABORTED: doubtful },
        }),
        timeSeries({
          title: 'Validations that ended',
          description:
            'Validations of restore tests that were seen to end, by status. A restore that completed and whose validation failed is a failed test.',
          width: 12,
          style: 'bars',
          series: [
            {
              expr: `sum by (validation_status) (increase(${selected('aws_backup_restore_validations_ended_total')}[$__rate_interval]))`,
              legend: '{{validation_status}}',
            },
          ],
          unit: 'short',
          colors: { SUCCESSFUL: good, FAILED: bad, TIMED_OUT: doubtful },
        }),
      ],
    },
  ],
};
