import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import type { ClientSettings, RateLimit } from '../web-config/web-config.js';
import type { WebConfigSource } from '../web-config/web-config-source.js';
import type { BasicAuth } from './basic-auth.js';
import { longestUrl } from './server-limits.js';
import { createTokenBucket } from './token-bucket.js';

export interface AdmissionOptions {
  readonly source?: WebConfigSource | undefined;
  readonly basicAuth: BasicAuth;
  /** The settings that the client of a TLS connection was let in under. */
  readonly admitted: (socket: Socket) => ClientSettings | undefined;
  readonly refused: (socket: Socket, reason: string) => void;
}

/** Decides on every request before anything else sees it; answers those that are refused itself. */
export type Admission = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

export function createAdmission({ source, basicAuth, admitted, refused }: AdmissionOptions): Admission {
  const isWithinRate = createRateLimit();
  return async (request, response) => {
    const { socket, headers, url = '' } = request;
    response.setHeader('x-content-type-options', 'nosniff');
    // What follows the headers is not read, and must not be taken for the next request.
    if (hasBody(request)) response.setHeader('connection', 'close');
    const config = source === undefined ? open : source.current();
    if (config === undefined) return refuse(response, 500);
    if (config.tls !== undefined && !isDeepStrictEqual(admitted(socket), config.tls.clients)) {
      socket.destroy();
      return false;
    }
    if (!isWithinRate(config.rateLimit)) return refuse(response, 429);
    for (const [name, value] of Object.entries(config.headers)) response.setHeader(name, value);
    if (url.length > longestUrl) return refuse(response, 414);
    if (config.users.size === 0) return true;
    const login = await basicAuth.check(headers.authorization, config.users);
    if (login === 'allowed') return true;
    if (login === 'busy') return refuse(response, 503);
    if (headers.authorization !== undefined) refused(socket, 'wrong user or password');
    response.setHeader('www-authenticate', 'Basic');
    return refuse(response, 401);
  };
}

const open = { tls: undefined, headers: {}, users: new Map<string, string>(), rateLimit: undefined };

function createRateLimit(): (limit: RateLimit | undefined) => boolean {
  let limited: RateLimit | undefined;
  let take: (() => boolean) | undefined;
  return (limit) => {
    if (!isDeepStrictEqual(limit, limited)) {
      limited = limit;
      take = limit && createTokenBucket(limit, () => performance.now());
    }
    return take?.() ?? true;
  };
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Its words are those of the status alone. */
export function refuse(response: ServerResponse, status: number): false {
  const body = `${status} ${(STATUS_CODES[status] ?? '').toLowerCase()}\n`;
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
  return false;
}
