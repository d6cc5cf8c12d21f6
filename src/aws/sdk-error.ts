import { redact } from '../redact.js';

/** The members that the SDK sets on every error of an answer, or of the lack of one. */
interface SdkError extends Error {
  readonly $metadata: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

function isSdkError(error: unknown): error is SdkError {
  return error instanceof Error && '$metadata' in error && typeof error.$metadata === 'object';
}

export function httpStatus(error: unknown): number | undefined {
  return isSdkError(error) ? error.$metadata.httpStatusCode : undefined;
}

export function requestId(error: unknown): string | undefined {
  return isSdkError(error) ? error.$metadata.requestId : undefined;
}

const sdkHint = '\n  Deserialization error: to see the raw response';
const longestMessage = 2000;

/**
 * Returns the message of the error, of a bounded length, without secrets and without the SDK's advice for debugging.
 */
export function sdkErrorMessage(error: unknown): string {
  const message = error instanceof Error ? error.message || error.name : String(error);
  const told = redact(message.split(sdkHint, 1)[0] ?? message);
  return told.length > longestMessage ? `${told.slice(0, longestMessage)}…` : told;
}

/** The wait in milliseconds that the answer asks for in `Retry-After`, in seconds or as a date. */
export function retryAfterMs(error: unknown, now: number): number | undefined {
  const value = isSdkError(error) ? error.$response?.headers?.['retry-after']?.trim() : undefined;
  if (value === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
