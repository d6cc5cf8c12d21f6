import { connect } from 'node:net';
import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { startServing } from '../http/serving.js';
import { fuzzing, fuzzTimeoutMs } from './runs.js';

const requests = [
  'GET /metrics HTTP/1.1\r\nHost: daemon\r\nAccept-Encoding: gzip;q=0\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: daemon\r\nUser-Agent: curl/8\r\nCookie: a=b\r\n\r\n',
  'HEAD /-/ready HTTP/1.0\r\n\r\n',
  'POST /-/reload HTTP/1.1\r\nHost: daemon\r\nContent-Length: 5\r\nContent-Type: application/json\r\n\r\nhello',
  'PUT /metrics HTTP/1.1\r\nHost: daemon\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
  'GET /-/healthy?a=%41&__proto__[b]=c#d HTTP/1.1\r\nHost: daemon\r\nAuthorization: Basic YTpi\r\n\r\n',
];
const pieces = [
  '\r\n',
  '\r\n\r\n',
  '\n',
  ' ',
  '%',
  '%00',
  '%zz',
  '/../..',
  '//',
  '\u0000',
  '\u00ff',
  ':',
  ';',
  '{"__proto__":1}',
  'Content-Length: 5\r\n',
  'Content-Length: -1\r\n',
  'Transfer-Encoding: chunked, identity\r\n',
  'Expect: 100-continue\r\n',
  'Upgrade: h2c\r\nConnection: Upgrade\r\n',
  'Content-Type: text/html; charset=\u0001\r\n',
  'Range: bytes=0-18446744073709551615\r\n',
  'X: '.padEnd(20_000, 'x'),
  '/'.padEnd(20_000, 'a'),
  'CONNECT daemon:1 HTTP/1.1\r\n\r\n',
];

const mutated = fc
  .tuple(
    fc.constantFrom(...requests),
    fc.array(fc.tuple(fc.nat(), fc.nat(30), fc.option(fc.constantFrom(...pieces), { nil: '' })), {
      maxLength: 4,
    }),
  )
  .map(([request, changes]) =>
    changes.reduce((text, [place, removed, piece]) => {
      const at = place % (text.length + 1);
      return text.slice(0, at) + piece + text.slice(at + (piece === '' ? removed : 0));
    }, request),
  );
const anyBytes = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes).toString('latin1'));

const answer = /^(HTTP\/1\.1 [1-5]\d\d [\w -]+\r\n|$)/;
const insides = /node:internal|\.[jt]s:\d+|Error:|"statusCode"/;

/** All that comes back until the server hangs up, or says nothing more for a while. */
function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const received: Buffer[] = [];
    socket.setTimeout(1000, () => socket.destroy());
    socket.on('data', (chunk: Buffer) => received.push(chunk));
    // A server that resets the connection has answered, too.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(Buffer.concat(received).toString('latin1')));
    socket.end(bytes, 'latin1');
  });
}

it.each([
  { what: 'what is nearly a request', requests: mutated },
  { what: 'any bytes', requests: anyBytes },
])(
  '$what is answered in HTTP or not at all, and the next request is served',
  async ({ requests: inputs }) => {
    const { port } = await startServing();
    const property = fc.asyncProperty(inputs, async (bytes) => {
      const answered = await exchange(port, bytes);
      expect(answered.slice(0, 200)).toMatch(answer);
      expect(answered).not.toMatch(insides);
      const healthy = await exchange(port, 'GET /-/healthy HTTP/1.0\r\n\r\n');
      expect(healthy.slice(0, 15)).toBe('HTTP/1.1 200 OK');
    });
    await fc.assert(property, fuzzing(200));
  },
  fuzzTimeoutMs,
);
