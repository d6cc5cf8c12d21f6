import { bad, doubtful, good, noneWanted, thresholds } from '../../colors.js';
import type { Section } from '../../dashboard.js';
import { table } from '../../panels/table.js';
import { among, moment } from '../../promql.js';

/** A fact of applications: each shard shows its share of it. */
function overShards(aggregation: 'sum' | 'max' | 'min', fact: string): string {
  return `${aggregation} by (application) (aws_backup_application_${fact})`;
}

const resources = overShards('sum', 'resources');
const proven = overShards('sum', 'resources_tested');
const leastProven = `topk(100, ${resources} - ${proven})`;
const ofLeastProven = (expr: string) => among(expr, 'application', leastProven);

export const applications: Section = {
  title: 'Applications',
  lines: [
    {
      height: 8,
      blocks: [
        table({
          title: 'Applications: what is proven, and how long a recovery takes',
          description:
            'The 100 applications of the configuration with most protected resources that are not proven restorable, over all accounts and regions. Recovery time: of the resources whose latest restore test says how long it took, restored as many at once as AWS Backup does.',
          width: 24,
          columns: [
            { title: 'Application', label: 'application' },
            { title: 'Not proven', expr: leastProven, thresholds: noneWanted, width: 100 },
            { title: 'Resources', expr: ofLeastProven(resources), width: 100 },
            {
              title: 'Share',
              expr: ofLeastProven(`${proven} / (${resources} > 0)`),
              unit: 'percentunit',
              thresholds: thresholds(bad, [0.9, doubtful], [1, good]),
              width: 80,
            },
            {
              title: 'Recovery time',
              expr: ofLeastProven(overShards('max', 'recovery_time_seconds')),
              unit: 's',
              width: 140,
            },
            {
              title: 'Time not known',
              expr: ofLeastProven(overShards('sum', 'resources_without_duration')),
              thresholds: thresholds(good, [1, doubtful]),
              width: 140,
            },
            {
              title: 'Oldest recovery point',
              expr: moment(ofLeastProven(overShards('min', 'oldest_recovery_point_timestamp_seconds'))),
              unit: 'dateTimeAsIso',
              width: 180,
            },
          ],
          sortBy: { column: 'Not proven', desc: true },
        }),
      ],
    },
  ],
};
