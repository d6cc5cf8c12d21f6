import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { secureContextOptions } from '../web-config/tls-settings.js';
import type { ClientSettings, TlsSettings } from '../web-config/web-config.js';
import { refusalOfClient } from './client-certificate.js';
import { connectionName } from './connection-name.js';
import { serverLimits } from './server-limits.js';

export interface SecureServer {
  readonly server: Server;
  /** The settings that the client of a connection was let in under; undefined where it was not. */
  admitted(socket: Socket): ClientSettings | undefined;
}

export interface SecureServerOptions {
  /** What holds now; undefined where the configuration is not usable. */
  readonly tls: () => TlsSettings | undefined;
  /** Told of a connection that is closed because of TLS. */
  readonly refused: (socket: Socket, reason: string) => void;
}

/** An HTTPS server that takes up new certificates and settings with the next connection. */
export function createSecureServer(
  listener: RequestListener,
  { tls, refused }: SecureServerOptions,
): SecureServer {
  const server = createServer({ ...serverLimits, rejectUnauthorized: false }, listener);
  const opened = new Map<string, ClientSettings>();
  const admissions = new WeakMap<Socket, ClientSettings>();
  let applied: TlsSettings | undefined;

  const apply = () => {
    const wanted = tls();
    // A client that comes while the file is wrong gets an answer that says so, with the last good certificate.
    if (wanted === undefined || wanted === applied) return;
    applied = wanted;
    server.setSecureContext(secureContextOptions(wanted));
    // Node.js reads this property for each connection, but has no method that sets it.
    Object.assign(server, { requestCert: wanted.clients.policy !== 'NoClientCert' });
  };
  apply();

  server.prependListener('connection', (socket: Socket) => {
    apply();
    const name = connectionName(socket);
    if (applied !== undefined) opened.set(name, applied.clients);
    socket.once('close', () => opened.delete(name));
  });
  server.prependListener('secureConnection', (socket: TLSSocket) => {
    const clients = opened.get(connectionName(socket));
    const refusal = clients === undefined ? 'the connection is closed' : refusalOfClient(socket, clients);
    if (clients !== undefined && refusal === undefined) {
      admissions.set(socket, clients);
      return;
    }
    refused(socket, refusal ?? '');
    socket.destroy();
  });
  server.on('tlsClientError', (error, socket) => refused(socket, reasonOf(error)));
  return { server, admitted: (socket) => admissions.get(socket) };
}

function reasonOf(error: Error): string {
  return 'reason' in error ? `TLS: ${String(error.reason)}` : error.message;
}
