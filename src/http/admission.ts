import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import type { RateLimit } from '../web-config/web-config.js';
import type { WebConfigSource } from '../web-config/web-config-source.js';
import type { BasicAuth } from './basic-auth.js';
import type { ClientAdmission } from './secure-server.js';
import { longestUrl } from './server-limits.js';
import { createTokenBucket } from './token-bucket.js';

export interface AdmissionOptions {
  readonly source?: WebConfigSource | undefined;
  readonly basicAuth: BasicAuth;
  /** Returns the outcome of a client's TLS handshake; undefined without TLS. */
  readonly admissionOf: (socket: Socket) => ClientAdmission | undefined;
  readonly refused: (socket: Socket, reason: string) => void;
}

/** A status that the request is refused with, or `cut` where its connection is to be ended. */
export type Refusal = number | 'cut';

/** Decides on every request before anything else sees it; may set headers of the answer. */
export type Admission = (request: IncomingMessage, response: ServerResponse) => Promise<Refusal | undefined>;

export function createAdmission({ source, basicAuth, admissionOf, refused }: AdmissionOptions): Admission {
  const isWithinRate = createRateLimit();
  return async (request, response) => {
    const { socket, headers, url = '' } = request;
    response.setHeader('x-content-type-options', 'nosniff');
    // What follows the headers is not read, and must not be taken for the next request.
    if (hasBody(request)) response.setHeader('connection', 'close');
    const config = source === undefined ? open : source.current();
    if (config === undefined) return 500;
    if (config.tls !== undefined) {
      const client = admissionOf(socket);
      if (!isDeepStrictEqual(client?.settings, config.tls.clients)) return 'cut';
      if (client?.refusal !== undefined) {
        response.setHeader('connection', 'close');
        return 403;
      }
    }
    if (!isWithinRate(config.rateLimit)) return 429;
    for (const [name, value] of Object.entries(config.headers)) response.setHeader(name, value);
    if (url.length > longestUrl) return 414;
    if (config.users.size === 0) return undefined;
    const login = await basicAuth.check(headers.authorization, config.users);
    if (login === 'allowed') return undefined;
    if (login === 'busy') return 503;
    if (headers.authorization !== undefined) refused(socket, 'wrong user or password');
    response.setHeader('www-authenticate', 'Basic');
    return 401;
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
