import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { connectionName } from './connection-name.js';

/**
 * Over the limit, closes the connection that has kept the server waiting for longest, so that those who hold
 * connections without finishing a request cannot keep out those who do.
 */
export function limitConnections(server: Server, most: number): void {
  const waiting = new Map<string, Socket>();
  const answering = new Map<string, Socket>();

  server.on('connection', (socket: Socket) => {
    const name = connectionName(socket);
    waiting.set(name, socket);
    socket.once('close', () => {
      for (const sockets of [waiting, answering]) if (sockets.get(name) === socket) sockets.delete(name);
    });
    if (waiting.size + answering.size <= most) return;
    const [longest] = waiting.size > 1 ? waiting.values() : answering.values();
    longest?.destroy();
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const name = connectionName(socket);
    move(name, waiting, answering);
    response.once('close', () => move(name, answering, waiting));
  });
}

function move(name: string, from: Map<string, Socket>, to: Map<string, Socket>): void {
  const socket = from.get(name);
  if (socket === undefined) return;
  from.delete(name);
  to.set(name, socket);
}
