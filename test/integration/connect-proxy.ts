import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach } from '@jest/globals';
import type { Certificate } from '../web-config/certificates.js';

const cleanUps: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

export interface ConnectProxy {
  readonly address: string;
  /** The host and port of every tunnel that was asked for. */
  readonly targets: string[];
  /** The user and password of each request. */
  readonly logins: (string | undefined)[];
}

/** A proxy whose tunnels all end at one port; or that answers with a status, or never. */
export async function startConnectProxy(answer: { port: number } | { status: number } | 'never') {
  const targets: string[] = [];
  const logins: (string | undefined)[] = [];
  const server = createHttpServer();
  server.on('connect', (request, socket: Socket) => {
    targets.push(request.url ?? '');
    const [, login] = /^Basic (.+)$/.exec(request.headers['proxy-authorization'] ?? '') ?? [];
    logins.push(login && Buffer.from(login, 'base64').toString());
    if (answer === 'never') return;
    if ('status' in answer) {
      socket.end(`HTTP/1.1 ${answer.status} No\r\n\r\n`);
      return;
    }
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    join(socket, connect(answer.port, '127.0.0.1'));
  });
  const port = await listen(server);
  return { address: `127.0.0.1:${port}`, targets, logins } satisfies ConnectProxy;
}

/** A port that speaks TLS in front of another that does not. */
export function startTls({ cert, key }: Certificate, port: number): Promise<number> {
  return listen(createTlsServer({ cert, key }, (socket) => join(socket, connect(port, '127.0.0.1'))));
}

function join(one: Socket, other: Socket): void {
  one.pipe(other).pipe(one);
  one.on('error', () => other.destroy()).on('close', () => other.destroy());
  other.on('error', () => one.destroy()).on('close', () => one.destroy());
}

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  );
  return (server.address() as AddressInfo).port;
}
