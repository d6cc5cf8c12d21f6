import type { ServerResponse } from 'node:http';
import type { Answer } from '../wire/answer.js';
import type { FaultRule } from './fault-rule.js';

const html: Answer = {
  status: 503,
  headers: { 'content-type': 'text/html' },
  body: '<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>',
};

/** The answer that leaves the server under a fault; undefined where none does. */
export function answerUnder(answer: Answer, rule: FaultRule | undefined): Answer | undefined {
  if (rule?.kind === 'html-503') return { ...html, headers: { ...html.headers, ...retryAfterOf(rule) } };
  if (rule?.kind === 'non-json') return { ...html, status: 200 };
  if (rule?.kind === 'empty-body') return { ...answer, status: 200, body: '' };
  return rule?.kind === 'hang' || rule?.kind === 'cut-connection' ? undefined : answer;
}

function retryAfterOf({ retryAfterSeconds }: FaultRule): Readonly<Record<string, string>> {
  return retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
}

export function deliver(
  response: ServerResponse,
  answer: Answer | undefined,
  rule: FaultRule | undefined,
): void {
  if (rule?.kind === 'cut-connection') {
    response.destroy();
    return;
  }
  if (answer === undefined) return;
  const bytes = Buffer.from(answer.body);
  response.writeHead(answer.status, { ...answer.headers, 'content-length': bytes.length });
  if (rule?.kind === 'truncated-body') {
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
    return;
  }
  response.end(bytes);
}
