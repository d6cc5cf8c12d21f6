import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { WebConfigSource } from '../web-config/web-config-source.js';
import { createAdmission, refuse } from './admission.js';
import { createBasicAuth } from './basic-auth.js';
import type { PasswordComparison } from './compare-passwords.js';
import { limitConnections } from './limit-connections.js';
import { createSecureServer } from './secure-server.js';
import { mostConnections, serverLimits, stalledConnectionMs } from './server-limits.js';

export interface WebAccess {
  readonly source: WebConfigSource;
  readonly compare: PasswordComparison['compare'];
  /** Told of a client that is not let in. */
  readonly refused: (client: string | undefined, reason: string) => void;
}

/** The server below the endpoints: TLS, who may come in, and how much one client may take. */
export function createListener(answer: RequestListener, access: WebAccess | undefined): Server {
  const refused = (socket: Socket, reason: string) => access?.refused(socket.remoteAddress, reason);
  const listener: RequestListener = (request, response) => {
    admission(request, response).then(
      (isAdmitted) => isAdmitted && answer(request, response),
      () => refuse(response, 500),
    );
  };
  const source = access?.source;
  const secure = source?.isTls
    ? createSecureServer(listener, { tls: () => source.current()?.tls, refused })
    : undefined;
  const admission = createAdmission({
    source,
    basicAuth: createBasicAuth(access?.compare ?? (() => Promise.resolve(false))),
    admitted: (socket) => secure?.admitted(socket),
    refused,
  });
  const server = secure?.server ?? createServer(serverLimits, listener);
  server.setTimeout(stalledConnectionMs);
  limitConnections(server, mostConnections);
  return server;
}
