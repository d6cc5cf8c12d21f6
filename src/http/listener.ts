import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import { createAdmission } from './admission.js';
import { createBasicAuth } from './basic-auth.js';
import { limitConnections } from './limit-connections.js';
import { refuse } from './refuse.js';
import { createSecureServer } from './secure-server.js';
import { mostConnections, serverLimits, stalledConnectionMs } from './server-limits.js';
import type { WebAccess } from './web-access.js';

/** The server below the endpoints: TLS, who may come in, and how much one client may take. */
export function createListener(answer: RequestListener, access: WebAccess | undefined): Server {
  const refused = (socket: Socket, reason: string) =>
    access?.emit('clientRefused', { client: socket.remoteAddress, reason });
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const refusal = await admission(request, response);
    if (refusal === undefined) answer(request, response);
    else if (refusal === 'cut') request.socket.destroy();
    else refuse(response, refusal);
  };
  const listener: RequestListener = (request, response) => {
    serve(request, response).catch(() => refuse(response, 500));
  };
  const source = access?.source;
  const secure = source?.isTls
    ? createSecureServer(listener, { tls: () => source.current()?.tls, refused })
    : undefined;
  const admission = createAdmission({
    source,
    basicAuth: createBasicAuth(access?.compare ?? (() => Promise.resolve(false))),
    admissionOf: (socket) => secure?.admissionOf(socket),
    refused,
  });
  const server = secure?.server ?? createServer(serverLimits, listener);
  server.setTimeout(stalledConnectionMs);
  limitConnections(server, mostConnections);
  return server;
}
