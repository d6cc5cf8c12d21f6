import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { BackupClient } from '@aws-sdk/client-backup';
import { afterEach } from '@jest/globals';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { TolerantRestJsonProtocol } from '../../src/aws/tolerant-json-protocol.js';
import { knowErrorsOfNode } from './errors-of-node.js';

knowErrorsOfNode();

const cleanUps: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

export interface WireAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

type Answer = WireAnswer | ((request: IncomingMessage, response: ServerResponse) => void);

/** A server that gives one answer to everything, and is closed after the test; the result is its address. */
export async function serve(answer: Answer): Promise<string> {
  const server = createServer((request, response) => {
    if (typeof answer === 'function') answer(request, response);
    else response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}`;
}

/** The real client of AWS Backup in front of that address; every request goes out once. */
export function clientOf(endpoint: string, requestTimeout = 10_000): BackupClient {
  const client = new BackupClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example' },
    maxAttempts: 1,
    protocol: TolerantRestJsonProtocol,
    requestHandler: new NodeHttpHandler({ requestTimeout, throwOnRequestTimeout: true }),
  });
  cleanUps.push(() => client.destroy());
  return client;
}
