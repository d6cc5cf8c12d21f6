import { bad, doubtful, good, mapping } from '../../colors.js';
import type { Section } from '../../dashboard.js';
import { stateTimeline } from '../../panels/state-timeline.js';
import { timeSeries } from '../../panels/time-series.js';
import { latest, onPlace, place } from '../../promql.js';
import { rate, readAt, scraped, up } from './facts.js';

const worst = `bottomk(30, avg_over_time(${scraped('restore_test_monitor_target_up')}[$__range] @ end()))`;
const failureReasons = latest(`${place}, reason`, scraped('restore_test_monitor_target_failure_reason'));
const pollDuration = latest(place, scraped('restore_test_monitor_target_poll_duration_seconds'));

export const targets: Section = {
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
            'Polls of targets that ended, that failed, and that were left out because the previous one had not ended; scheduled runs that began late.',
          width: 8,
          series: [
            { expr: `sum(${rate('restore_test_monitor_polls_total')})`, legend: 'ended' },
            { expr: `sum(${rate('restore_test_monitor_poll_failures_total')})`, legend: 'failed' },
            { expr: `sum(${rate('restore_test_monitor_polls_skipped_total')})`, legend: 'skipped' },
            { expr: `sum(${rate('restore_test_monitor_late_runs_total')})`, legend: 'late' },
          ],
          unit: 'ops',
          colors: { failed: bad, skipped: doubtful, late: doubtful },
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
};
