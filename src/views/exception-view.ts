import * as z from 'zod';
import type { Exception } from '../restores/coverage/exception.js';
import { timestamp, timestampOf } from './timestamp.js';

/** The exception that accepts a gap for now: of several, the one that ends last. */
export const exceptionView = z.object({
  name: z.string(),
  reason: z.string(),
  /** The first moment after its last day. */
  until: timestamp,
  ticket: z.string().optional(),
  approver: z.string().optional(),
});

export type ExceptionView = z.infer<typeof exceptionView>;

export function exceptionViewOf(exception: Exception | undefined): ExceptionView | undefined {
  if (exception === undefined) return undefined;
  const { name, reason, until, ticket, approver } = exception;
  return { name, reason, until: timestampOf(until), ticket, approver };
}
