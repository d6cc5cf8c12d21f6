import type { Section } from '../../dashboard.js';
import { timeSeries } from '../../panels/time-series.js';
import { rate, scraped } from './facts.js';

export const process: Section = {
  title: 'Process',
  lines: [
    {
      height: 8,
      blocks: [
        timeSeries({
          title: 'Memory',
          description: 'Resident memory of each process, and the part of the JavaScript heap that is used.',
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
};
