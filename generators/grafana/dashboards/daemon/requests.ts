import type { Section } from '../../dashboard.js';
import { timeSeries } from '../../panels/time-series.js';
import { rate } from './facts.js';

export const requests: Section = {
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
};
