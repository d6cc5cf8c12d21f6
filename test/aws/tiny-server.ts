import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isNativeError } from 'node:util/types';
import { BackupClient } from '@aws-sdk/client-backup';
import { afterEach } from '@jest/globals';
import { NodeHttpHandler } from '@smithy/node-http-handler';

// Jest runs a test with an `Error` of its own; without this, the SDK and we would not know Node's for errors.
const isOrdinaryInstance = Function.prototype[Symbol.hasInstance];
Object.defineProperty(Error, Symbol.hasInstance, {
  value(this: unknown, value: unknown) {
    return isOrdinaryInstance.call(this, value) || (this === Error && isNativeError(value));
  },
});

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
export function clientOf(endpoint: string): BackupClient {
  const client = new BackupClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example' },
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({ requestTimeout: 100, throwOnRequestTimeout: true }),
  });
  cleanUps.push(() => client.destroy());
  return client;
}
