import * as z from 'zod';
import { durationOption } from '../values/duration-option.js';
import { wholeNumberOption } from './text-option.js';

/** When to believe that something is gone because a list of AWS does not name it any more. */
export const omissionsOptions = z
  .strictObject({
    readings: wholeNumberOption(1, 100).prefault(2).meta({
      description:
        'Number of further complete readings that must leave out a restore job, a plan, a selection, a protected resource, an account or a region before it is considered gone. Until then it is kept.',
    }),
    duration: durationOption({ min: '0s', max: '30d' }).prefault('1h').meta({
      description:
        'Shortest time over which these readings must leave it out. The daemon reads the list again within this time, whatever the schedule of the list.',
    }),
  })
  .prefault({})
  .meta({
    description:
      'Conditions to consider something gone that a list of AWS leaves out; see [When a list leaves something out](#when-a-list-leaves-something-out).',
  });
