import * as z from 'zod';
import { scheduleOption } from '../values/schedule.js';
import { unknownResourceType } from '../values/unknown-resource-type.js';
import { excludeOption } from './exclude-option.js';
import { textOption, wholeNumberOption } from './text-option.js';

/** They map one to one to the parameters of ListRestoreJobSummaries. */
export const summariesOptions = z
  .strictObject({
    enabled: z
      .boolean()
      .prefault(true)
      .meta({ description: 'Call ListRestoreJobSummaries, which counts all restore jobs.' }),
    period: z.enum(['ONE_DAY', 'SEVEN_DAYS', 'FOURTEEN_DAYS']).prefault('ONE_DAY').meta({
      description:
        "ListRestoreJobSummaries' AggregationPeriod. `ONE_DAY`: one count for each of the prior 14 days; `SEVEN_DAYS` and `FOURTEEN_DAYS`: one count for the whole period.",
    }),
    schedule: scheduleOption().prefault('6h').meta({
      description: 'When to ask for summaries: an interval, or a cron expression. AWS counts whole days.',
    }),
    exclude: excludeOption('the summaries'),
    accountId: summariesAccountOption().exactOptional().meta({
      description:
        "ListRestoreJobSummaries' AccountId: an account id, `ANY` (each account of the organization) or `AGGREGATE_ALL` (their sum). Only the management account and delegated administrator accounts may set it. Without one, each account counts its own jobs.",
    }),
    state: z
      .enum(['ANY', 'AGGREGATE_ALL', 'CREATED', 'PENDING', 'RUNNING', 'ABORTED', 'COMPLETED', 'FAILED'])
      .prefault('ANY')
      .meta({
        description:
          "ListRestoreJobSummaries' State: one state, `ANY` (each state by itself) or `AGGREGATE_ALL` (their sum).",
      }),
    resourceType: resourceTypeOption().prefault('ANY').meta({
      description:
        "ListRestoreJobSummaries' ResourceType: one type such as `EC2`, `ANY` (each type by itself) or `AGGREGATE_ALL` (their sum).",
    }),
    maxResults: wholeNumberOption(1, 500).prefault(500).meta({
      description: "ListRestoreJobSummaries' MaxResults: the size of one page. All pages are read.",
    }),
  })
  .prefault({})
  .meta({
    description: "Counts of restore jobs by AWS's own ListRestoreJobSummaries, per account and region.",
  });

export function summariesAccountOption() {
  const expected = 'the 12 digits of an AWS account id, ANY or AGGREGATE_ALL';
  return textOption(/^(?:\d{12}|ANY|AGGREGATE_ALL)$/, expected).meta({ asWritten: true });
}

function resourceTypeOption() {
  const expected = 'a resource type of AWS Backup such as EC2, ANY or AGGREGATE_ALL';
  return textOption(/^[A-Za-z0-9\-_. ]{1,50}$/, expected, (name) =>
    name === 'ANY' || name === 'AGGREGATE_ALL' ? undefined : unknownResourceType(name),
  );
}
