import { z } from 'zod';
import { copyOf } from '../world/copy.js';
import { hasArn, noArn } from './restore-routine.js';
import { scenarioTime } from './scenario-time.js';

/** A resource that AWS Backup backs up, and that no plan needs to test. */
export const protectedResource = z
  .strictObject({
    /** Where it is: in all accounts and all their Regions unless named. */
    accounts: z.array(z.string()).optional(),
    regions: z.array(z.string()).optional(),
    type: z.string(),
    name: z.string(),
    /** Where absent, formed from type and name. */
    arn: z.string().optional(),
    /** So many resources alike, their names numbered. */
    count: z.int().positive().default(1),
    /** Its last backup, relative to the simulator's start; where absent, it is backed up once a day. */
    lastBackup: scenarioTime.optional(),
    /** Where absent, it is a resource of the account and Region that list it. */
    copyOf: copyOf.optional(),
  })
  .refine(hasArn, noArn);
