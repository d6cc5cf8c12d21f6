import * as z from 'zod';
import { durationOption } from '../values/duration.js';
import { wholeNumberOption } from './text-option.js';

const perResource = z.strictObject({
  enabled: z.boolean().prefault(true).meta({
    description:
      'Whether to publish the latest result of each protected resource and each leftover. If not, failed tests alert by plan and resource type only, and alerts about single resources cannot fire.',
  }),
  limit: wholeNumberOption(1, 100_000).prefault(1000).meta({
    description:
      'How many tested resources and leftovers have series of their own in one account and region. Over the limit, leftovers are left out first; a metric tells how many are left out.',
  }),
});

export const metricsOptions = z
  .strictObject({
    perResource: perResource
      .prefault({})
      .meta({ description: 'The series of single resources, which make up most of the cardinality.' }),
    retention: durationOption({ min: '1d', max: '3650d' }).prefault('400d').meta({
      description: 'How long a latest result is kept after AWS no longer lists its job.',
    }),
  })
  .prefault({})
  .meta({ description: 'What is published.' });
