import * as z from 'zod';
import { durationOption } from '../values/duration-option.js';
import { wholeNumberOption } from './text-option.js';

const perResource = z.strictObject({
  enabled: z.boolean().prefault(true).meta({
    description:
      'Publish the latest result of each protected resource and each leftover. If `false`, failed tests alert by plan and resource type only, and alerts about single resources cannot fire.',
  }),
  limit: wholeNumberOption(1, 100_000).prefault(1000).meta({
    description:
      'Most tested resources and leftovers with series of their own in one account and region. Over the limit, leftovers are left out first; `restore_test_monitor_resources_dropped` counts what is left out.',
  }),
});

export const metricsOptions = z
  .strictObject({
    perResource: perResource
      .prefault({})
      .meta({ description: 'The series of single resources, which make up most of the cardinality.' }),
    retention: durationOption({ min: '1d', max: '3650d' }).prefault('400d').meta({
      description: 'Time for which a latest result is kept after AWS no longer lists its job.',
    }),
  })
  .prefault({})
  .meta({ description: 'The published metrics.' });
