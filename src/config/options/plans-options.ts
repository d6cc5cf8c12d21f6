import * as z from 'zod';
import { scheduleOption } from '../values/schedule.js';
import { excludeOption } from './exclude-option.js';
import { wholeNumberOption } from './text-option.js';

export const plansOptions = z
  .strictObject({
    enabled: z
      .boolean()
      .prefault(true)
      .meta({ description: 'Read the restore testing plans and what they select.' }),
    schedule: scheduleOption().prefault('1h').meta({
      description: 'When to read the plans: an interval, or a cron expression.',
    }),
    exclude: excludeOption('the plans'),
  })
  .prefault({})
  .meta({ description: 'The restore testing plans and their selections.' });

export const resourcesOptions = z
  .strictObject({
    enabled: z.boolean().prefault(true).meta({ description: 'Read the protected resources.' }),
    schedule: scheduleOption().prefault('6h').meta({
      description: 'When to read the protected resources: an interval, or a cron expression.',
    }),
    exclude: excludeOption('the protected resources'),
    describeLimit: wholeNumberOption(0, 100_000).prefault(100).meta({
      description:
        'Most calls of DescribeProtectedResource in one reading of one account and region. They show when a resource without a known test was last restored. `0`: none.',
    }),
  })
  .prefault({})
  .meta({ description: 'The resources that AWS Backup has backed up, to show which of them are tested.' });
