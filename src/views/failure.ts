import * as z from 'zod';
import { failureReasons } from '../targets/call-failure.js';

/** A call to AWS that failed for good. */
export const failure = z.object({
  /** The AWS operation, such as `ListRestoreJobs`. */
  operation: z.string(),
  reason: z.enum(failureReasons),
  message: z.string(),
  requestId: z.string().optional(),
});
