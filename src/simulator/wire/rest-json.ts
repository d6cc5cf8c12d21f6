import type { Answer } from './answer.js';
import type { AwsError, Outcome } from './aws-error.js';

/** The answer of AWS Backup. */
export function restJson(outcome: Outcome<Readonly<Record<string, unknown>>>, requestId: string): Answer {
  const headers = { 'content-type': 'application/json', 'x-amzn-requestid': requestId };
  if (outcome.ok) return { status: 200, headers, body: JSON.stringify(outcome.value) };
  const { failure: error } = outcome;
  return {
    status: error.status,
    headers: { ...headers, 'x-amzn-errortype': error.name, ...retryAfter(error) },
    body: JSON.stringify({ Code: error.name, Message: error.message, Type: typeOf(error) }),
  };
}

export function retryAfter({ retryAfterSeconds }: AwsError): Readonly<Record<string, string>> {
  return retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
}

function typeOf({ status }: AwsError): string {
  return status >= 500 ? 'Server' : 'Client';
}
