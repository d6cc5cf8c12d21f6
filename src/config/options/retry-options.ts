import * as z from 'zod';
import { durationOption } from '../values/duration-option.js';
import { wholeNumberOption } from './text-option.js';

export const retryOptions = z
  .strictObject({
    attempts: wholeNumberOption(1, 10)
      .prefault(5)
      .meta({ description: 'Number of tries in all, the first one included. `1`: no retry.' }),
    delay: durationOption({ min: '1ms', max: '10m' }).prefault('200ms').meta({
      description:
        'The backoff before the first retry. It doubles with each further one, and a random part of it is waited.',
    }),
    throttleDelay: durationOption({ min: '1ms', max: '10m' })
      .prefault('1s')
      .meta({ description: 'Base of the backoff after AWS answered that the rate was exceeded.' }),
    maxDelay: durationOption({ min: '1ms', max: '10m' })
      .prefault('20s')
      .meta({ description: 'Longest delay of the backoff.' }),
  })
  .prefault({})
  .meta({ description: 'Retries of failed calls: exponential backoff with full jitter.' });

const rate = 'a number above 0, up to 1000';
const rateError = `expected ${rate}`;

export const rateLimitOption = z
  .number({ error: rateError })
  .gt(0)
  .max(1000)
  .prefault(5)
  .meta({ expects: rate, description: 'Most requests per second to one account in one region.' });
