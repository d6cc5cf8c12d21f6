import { createServer, type IncomingMessage, type ServerResponse, request as sendRequest } from 'node:http';
import { text } from 'node:stream/consumers';

type Bend = (body: string) => string;

/** A server that passes every request on, and the bodies of the answers through `bend`. */
export interface Between {
  readonly url: string;
  bend(by: Bend): void;
  close(): Promise<void>;
}

const unbent: Bend = (body) => body;

export async function standBetween(upstream: string): Promise<Between> {
  let bend = unbent;
  const server = createServer((request, response) => {
    const { method, headers, url } = request;
    const onward = sendRequest(new URL(url ?? '/', upstream), { method, headers }, (answer) => {
      void passBack(answer, response, bend);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    bend(by) {
      bend = by;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function passBack(answer: IncomingMessage, response: ServerResponse, bend: Bend): Promise<void> {
  const { 'content-length': _, ...headers } = answer.headers;
  response.writeHead(answer.statusCode ?? 500, headers).end(bend(await text(answer)));
}
