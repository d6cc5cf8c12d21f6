import * as z from 'zod';
import { durationOption } from '../values/duration-option.js';
import { scheduleOption } from '../values/schedule.js';
import { wholeNumberOption } from './text-option.js';

export const pollOptions = z
  .strictObject({
    schedule: scheduleOption().prefault('5m').meta({
      description: 'When to ask AWS Backup about restore jobs: an interval, or a cron expression.',
    }),
    concurrency: wholeNumberOption(1, 1000).prefault(10).meta({
      description:
        'Number of targets (one account in one region each) that are polled at the same time. One host of AWS gets at most as many requests at once, or 50 if that is more.',
    }),
    deadline: durationOption({ min: '1s', max: '1h' })
      .prefault('2m')
      .meta({ description: 'Longest time for one poll of one target, with all its pages and retries.' }),
    relistInterval: durationOption({ min: '5m', max: '30d' }).prefault('1d').meta({
      description:
        'Time between two lists of all restore jobs of the look-back, which find what AWS listed late or left out. The polls between list only what may have changed. Targets take turns.',
    }),
    jitter: durationOption({ min: '0s', max: '1h' }).prefault('10s').meta({
      description: 'The longest random delay before a target is polled, which spreads the calls. `0s`: none.',
    }),
  })
  .prefault({})
  .meta({ description: 'When and how the targets are polled.' });

export const lookbackOption = durationOption({
  min: '8d',
  max: '31d',
  minReason: ', because a validation may stay open for 168 hours and the deletion comes after it',
  maxReason: ', because AWS Backup lists restore jobs for about 30 days',
})
  .prefault('30d')
  .meta({ description: 'Age up to which restore jobs are listed, by the time of their creation.' });
