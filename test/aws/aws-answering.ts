import { createServer } from 'node:http';
import { BackupClient } from '@aws-sdk/client-backup';
import { afterEach } from '@jest/globals';
import type { BackupApi } from '../../src/aws/aws-api.js';
import { createCallPolicy } from '../../src/aws/call-policy.js';
import { type Deadline, startDeadline } from '../../src/aws/deadline.js';
import { TolerantRestJsonProtocol } from '../../src/aws/tolerant-json-protocol.js';
import { emitTo } from '../emit-to.js';

/** A body, or the name of an error. */
export type Answer = object | string;

export interface Answering {
  readonly api: BackupApi;
  readonly deadline: Deadline;
  /** Path and query of every request, decoded. */
  readonly requests: readonly string[];
}

const cleanUps: Array<() => void> = [];

afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

/** A way into an AWS that answers by path and query, a page a token; what is not among the answers is not found. */
export async function awsAnswering(answers: Readonly<Record<string, Answer>>): Promise<Answering> {
  const requests: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    const request = decodeURIComponent(url);
    requests.push(request);
    const answer = answers[request] ?? 'ResourceNotFoundException';
    const isError = typeof answer === 'string';
    response.writeHead(isError ? 400 : 200, isError ? { 'x-amzn-errortype': answer } : {});
    response.end(JSON.stringify(isError ? { Message: answer } : answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : address;
  const api = apiAt(`http://127.0.0.1:${port}`, { accessKeyId: 'AKIA', secretAccessKey: 'secret' });
  cleanUps.push(() => server.close().closeAllConnections());
  return { api, deadline: aDeadline(), requests };
}

export function apiAt(
  endpoint: string,
  credentials: { accessKeyId: string; secretAccessKey: string },
): BackupApi {
  const protocol = TolerantRestJsonProtocol;
  const client = new BackupClient({ endpoint, region: 'eu-west-1', credentials, maxAttempts: 1, protocol });
  const call = createCallPolicy({
    retry: { attempts: 1, delayMs: 0, throttleDelayMs: 0, maxDelayMs: 0 },
    requestsPerSecond: 1000,
    emit: emitTo(),
  });
  cleanUps.push(() => client.destroy());
  return { client, call };
}

/** One that is disposed of after the test. */
export function aDeadline(): Deadline {
  const deadline = startDeadline(10_000, new AbortController().signal);
  cleanUps.push(() => deadline[Symbol.dispose]());
  return deadline;
}
