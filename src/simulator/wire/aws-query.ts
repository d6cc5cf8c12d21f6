import type { Answer } from './answer.js';
import type { Outcome } from './aws-error.js';
import { retryAfter } from './rest-json.js';

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** The answer of STS. */
export function awsQuery(
  operation: string,
  outcome: Outcome<Readonly<Record<string, unknown>>>,
  requestId: string,
): Answer {
  const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
  if (outcome.ok) {
    const result = element(`${operation}Result`, outcome.value);
    const metadata = element('ResponseMetadata', { RequestId: requestId });
    return { status: 200, headers, body: document(`${operation}Response`, result + metadata) };
  }
  const { status, name, queryCode, message } = outcome.failure;
  const error = element('Error', {
    Type: status >= 500 ? 'Receiver' : 'Sender',
    Code: queryCode ?? name,
    Message: message,
  });
  const body = document('ErrorResponse', error + element('RequestId', requestId));
  return { status, headers: { ...headers, ...retryAfter(outcome.failure) }, body };
}

function document(root: string, content: string): string {
  return `<${root} xmlns="${namespace}">${content}</${root}>`;
}

function element(name: string, value: unknown): string {
  const content =
    typeof value === 'object' && value !== null
      ? Object.entries(value)
          .map(([member, inner]) => element(member, inner))
          .join('')
      : escapeXml(String(value));
  return `<${name}>${content}</${name}>`;
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
