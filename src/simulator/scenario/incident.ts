import { z } from 'zod';
import { scenarioTime } from './scenario-time.js';
import { causes } from './status-message.js';

/** Something that goes wrong for all jobs created in a time range, relative to the simulator's start. */
export const incident = z
  .strictObject({
    from: scenarioTime,
    until: scenarioTime,
    plan: z.string().optional(),
    account: z.string().optional(),
    region: z.string().optional(),
    resourceType: z.string().optional(),
    cause: z.enum(causes).optional(),
    validation: z.enum(['FAILED', 'TIMED_OUT']).optional(),
    deletion: z.enum(['FAILED']).optional(),
  })
  .refine(({ from, until }) => from < until, { error: 'expected until after from', path: ['until'] })
  .refine(
    (one) => one.cause ?? one.validation ?? one.deletion,
    'expected a cause, a validation or a deletion',
  );

export type Incident = z.infer<typeof incident>;
