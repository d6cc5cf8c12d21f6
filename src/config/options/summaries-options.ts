import * as z from 'zod';
import { resourceTypeOption, summariesAccountOption } from '../values/aws-names.js';
import { scheduleOption } from '../values/schedule.js';
import { excludeOption } from './exclude-option.js';
import { wholeNumberOption } from './plain-option.js';

/** They map one to one to the parameters of ListRestoreJobSummaries. */
export const summariesOptions = z.strictObject({
  enabled: z
    .boolean()
    .prefault(true)
    .meta({ description: 'Whether to call ListRestoreJobSummaries, which counts all restore jobs.' }),
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
});
