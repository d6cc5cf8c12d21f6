import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { connect as connectSecurely } from 'node:tls';
import { afterEach, describe, expect, it } from '@jest/globals';
import { limitConnections } from '../../src/http/limit-connections.js';
import { refuseBrokenRequest } from '../../src/http/refuse-broken-request.js';
import { createSecureServer } from '../../src/http/secure-server.js';
import { serverLimits } from '../../src/http/server-limits.js';
import { loadWebConfig } from '../../src/web-config/load-web-config.js';
import { makeCertificate } from '../web-config/certificates.js';
import { ask } from './asking.js';
import { directory, startServing } from './serving.js';

const sockets: Socket[] = [];
const servers: Server[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function connectTo(port: number, bytes = ''): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => socket.destroy());
  await once(socket, 'connect');
  socket.write(bytes, 'latin1');
  return socket;
}

/** All that comes back until the server hangs up. */
async function exchange(port: number, bytes: string): Promise<string> {
  const socket = await connectTo(port, bytes);
  let received = '';
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString('latin1');
  });
  await once(socket, 'close');
  return received;
}

const statusLines = (received: string) => received.match(/^HTTP\/1\.1 \d+/gm)?.map((line) => line.slice(9));
const get = 'GET /-/healthy HTTP/1.1\r\nHost: x\r\n';
const closing = 'GET /-/healthy HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';

describe('a broken request', () => {
  it.each<[string, string, string]>([
    ['no HTTP', 'HELLO\r\n\r\n', '400'],
    ['a TLS greeting', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', '400'],
    ['HTTP/2 without TLS', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', '400'],
    ['a malformed path', `GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`, '400'],
    ['a long URL', `GET /${'a'.repeat(5000)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`, '414'],
    ['a URL longer than all headers may be', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n\r\n`, '431'],
    ['large headers', `${get}X: ${'a'.repeat(20_000)}\r\n\r\n`, '431'],
    ['many headers', `${get}${'X: y\r\n'.repeat(10_000)}\r\n`, '431'],
    ['a large body', `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n`, '405'],
    [
      'a large body of JSON',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000000\r\n\r\n',
      '413',
    ],
    // What one reads as a body and another as the next request.
    ['two lengths of its body', `${get}Content-Length: 0\r\nContent-Length: 5\r\n\r\nhello`, '400'],
    ['a length and chunks', `${get}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, '400'],
    ['chunks in disguise', `${get}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`, '400'],
    ['a space before the colon', `${get}Content-Length : 5\r\n\r\nhello`, '400'],
    ['a folded header', `${get}X: a\r\n b\r\nConnection: close\r\n\r\n`, '400'],
    ['a control character in a header', `${get}X: a\x00b\r\n\r\n`, '400'],
    ['line feeds alone', 'GET /-/healthy HTTP/1.1\nHost: x\n\n', '400'],
    [
      'extensions of chunks without end',
      `POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;${'a'.repeat(20_000)}\r\n`,
      '413',
    ],
  ])('with %s has an answer of a line, and no more than one', async (_, bytes, status) => {
    const { port } = await startServing();
    const received = await exchange(port, bytes);
    expect(statusLines(received)).toEqual([status]);
    const [head = '', body = ''] = received.split('\r\n\r\n');
    expect(head.toLowerCase()).toContain('content-type: text/plain; charset=utf-8');
    expect(head.toLowerCase()).toContain('x-content-type-options: nosniff');
    expect(body).toMatch(new RegExp(`^${status} [a-z ]+\\n$`));
  });

  it('without a host has an answer without a word', async () => {
    const { port } = await startServing();
    const received = await exchange(port, 'GET / HTTP/1.1\r\n\r\n');
    expect([statusLines(received), received.split('\r\n\r\n')[1]]).toEqual([['400'], '0']);
  });

  it('does not let its body pass as the next request', async () => {
    const { port } = await startServing();
    const inner = 'GET /-/ready HTTP/1.1\r\nHost: x\r\n\r\n';
    const received = await exchange(port, `${get}Content-Length: ${inner.length}\r\n\r\n${inner}`);
    expect(statusLines(received)).toEqual(['200']);
  });

  it.each([
    ['GET /../metrics HTTP/1.1', '404'],
    ['GET /-/../metrics HTTP/1.1', '404'],
    ['GET /metrics/ HTTP/1.1', '404'],
    ['GET //metrics HTTP/1.1', '404'],
    ['GET /metrics%2f..%2f HTTP/1.1', '404'],
    ['GET /metrics%00 HTTP/1.1', '404'],
    ['GET http://x/metrics HTTP/1.1', '200'],
    ['GET http://x/nothing HTTP/1.1', '404'],
    ['OPTIONS * HTTP/1.1', '404'],
    ['TRACE /metrics HTTP/1.1', '405'],
    ['HEAD /metrics HTTP/1.1', '200'],
    ['GET /metrics#x HTTP/1.1', '200'],
    ['GET /metrics?a=%zz HTTP/1.1', '200'],
  ])('%s is answered with %s', async (line, status) => {
    const { port } = await startServing();
    const received = await exchange(port, `${line}\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(statusLines(received)).toEqual([status]);
  });
});

/** A server with room for a few connections, until the end of the test; the result is its port. */
async function listenWithRoomFor(most: number, server: Server): Promise<number> {
  limitConnections(server, most);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function countOf(server: Server): Promise<number> {
  return new Promise((resolve) => server.getConnections((_, count) => resolve(count)));
}

const answer: RequestListener = ({ url }, response) => {
  response.end(url === '/large' ? Buffer.alloc(50_000_000) : 'ok\n');
};

describe('those who take their time', () => {
  it('cannot keep others out, however many connections they hold', async () => {
    const server = createServer(serverLimits, answer);
    const port = await listenWithRoomFor(20, server);
    const answers: unknown[] = [];
    for (let index = 0; index < 100; index += 1) {
      await connectTo(port, index % 2 === 0 ? 'GET / HTTP/1.1\r\nHost: x\r\nX: ' : '');
      if (index % 10 === 9) answers.push(statusLines(await exchange(port, closing)));
    }
    expect(answers).toEqual(Array.from({ length: 10 }, () => ['200']));
    expect(await countOf(server)).toBeLessThanOrEqual(20);
  });

  it('cannot keep others out by not reading answers either', async () => {
    const server = createServer(serverLimits, answer);
    const port = await listenWithRoomFor(5, server);
    const answers: unknown[] = [];
    for (let index = 0; index < 10; index += 1) {
      const socket = await connectTo(port, 'GET /large HTTP/1.1\r\nHost: x\r\n\r\n');
      socket.pause();
      answers.push(statusLines(await exchange(port, closing)));
    }
    expect(answers).toEqual(Array.from({ length: 10 }, () => ['200']));
    expect(await countOf(server)).toBeLessThanOrEqual(5);
  });

  it('cannot keep others out over TLS, before the handshake or behind it', async () => {
    const { cert } = makeCertificate(directory, { name: 'server', sans: ['DNS:localhost'] });
    const file = join(directory, 'limited.yaml');
    writeFileSync(file, 'tls_server_config: { cert_file: server.crt, key_file: server.key }');
    const loaded = loadWebConfig(file);
    const tls = () => (loaded.ok ? loaded.value.tls : undefined);
    const { server } = createSecureServer(answer, { tls, refused() {} });
    const port = await listenWithRoomFor(4, server);
    const answers: unknown[] = [];
    for (let index = 0; index < 10; index += 1) {
      const socket = await connectTo(port);
      if (index % 2 === 0) await handshake(socket, cert);
      answers.push((await ask(true, { port, ca: cert })).status);
    }
    expect(answers).toEqual(Array.from({ length: 10 }, () => 200));
    expect(await countOf(server)).toBeLessThanOrEqual(4);
  });

  it('are answered with 408, and let go', async () => {
    const quick = { requestTimeout: 200, headersTimeout: 200, connectionsCheckingInterval: 50 };
    const server = createServer({ ...serverLimits, ...quick });
    server.on('clientError', refuseBrokenRequest);
    const port = await listenWithRoomFor(5, server);
    const received = await exchange(port, 'GET / HTTP/1.1\r\nHost: x\r\nX: ');
    expect([statusLines(received), received.split('\r\n\r\n')[1]]).toEqual([
      ['408'],
      '408 request timeout\n',
    ]);
  });
});

async function handshake(socket: Socket, ca: string): Promise<void> {
  const secure = connectSecurely({ socket, ca, servername: 'localhost' });
  secure.on('error', () => secure.destroy());
  await once(secure, 'secureConnect');
}
