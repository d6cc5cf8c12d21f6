import type { CallFailure } from '../targets/call-failure.js';
import type { Call } from './call-policy.js';
import type { Deadline } from './deadline.js';
import type { Operation } from './operation.js';

/** One call for the sake of its permission. */
export interface Probe {
  /** The name of the operation. */
  readonly operation: string;
  readonly failure?: CallFailure;
  /** The name of the first row of a list; absent if the list is empty, or not of names. */
  readonly name?: string;
}

/** AWS Backup has been seen to answer smaller pages of a list with AccessDeniedException. */
export const smallestPage = 20;

/** Returns true if no other call of the target can do better. */
export function isOfTarget({ failure }: Probe): boolean {
  if (failure === undefined) return false;
  return (
    failure.operation.startsWith('AssumeRole') ||
    !['access_denied', 'invalid_request'].includes(failure.reason)
  );
}

type Send = (signal: AbortSignal) => Promise<unknown>;

/** Asks for the first page of a list of everything. If `send` returns a name, it is that of the first row. */
export async function probeAll(
  call: Call,
  operation: Operation,
  deadline: Deadline,
  send: Send,
): Promise<Probe> {
  const result = await call(operation, send, deadline);
  const probe = { operation: operation.name };
  if (!result.ok) return { ...probe, failure: result.failure };
  return typeof result.value === 'string' ? { ...probe, name: result.value } : probe;
}

/** Asks for something by its name, which may not exist: AWS says so only to those who are allowed to ask. */
export async function probeNamed(
  call: Call,
  operation: Operation,
  deadline: Deadline,
  send: Send,
): Promise<Probe> {
  const probe = await probeAll(call, operation, deadline, send);
  const isAllowed = ['not_found', 'invalid_request'].includes(probe.failure?.reason ?? '');
  return isAllowed ? { operation: operation.name } : probe;
}
