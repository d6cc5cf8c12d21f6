import type { Answer } from './answer.js';
import type { Outcome } from './aws-error.js';
import { retryAfter } from './rest-json.js';

/** The answer of AWS Organizations and of the Resource Groups Tagging API. */
export function awsJson(outcome: Outcome<Readonly<Record<string, unknown>>>, requestId: string): Answer {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': requestId };
  if (outcome.ok) return { status: 200, headers, body: JSON.stringify(outcome.value) };
  const { failure: error } = outcome;
  return {
    status: error.status,
    headers: { ...headers, ...retryAfter(error) },
    body: JSON.stringify({ __type: error.name, Message: error.message }),
  };
}
