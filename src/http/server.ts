import Fastify, { type FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import { gzipBody, plainBody, type Snapshot } from '../metrics/snapshot.js';
import type { Result } from '../result.js';
import { createListener } from './listener.js';
import { plainText, refusalText, refuse } from './refuse.js';
import { refuseBrokenRequest } from './refuse-broken-request.js';
import { largestBody } from './server-limits.js';
import type { WebAccess } from './web-access.js';

export interface ServerOptions {
  readonly telemetryPath: string;
  readonly snapshot: () => Snapshot;
  readonly selfMetrics: Registry;
  /** Returns why the targets are not known yet; undefined if they are. */
  readonly undiscovered?: () => string | undefined;
  /** The targets that have not been tried yet, as people call them. */
  readonly untriedTargets: () => readonly string[];
  /** Returns true if all targets have been tried and the snapshot does not contain all of that yet. */
  readonly isUnpublished?: () => boolean;
  readonly statusPage: () => string;
  /** TLS and admission, if a web configuration file asks for them. */
  readonly access?: WebAccess | undefined;
  /** Reloads the configuration and returns the lines of its problems; absent if no request may do so. */
  readonly reload?: () => Result<unknown, readonly string[]>;
}

const text = plainText;
const html = 'text/html; charset=utf-8';

/** The headers of the status page; headers of the web configuration override them. */
const pageHeaders = [
  [
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  ],
  ['x-frame-options', 'deny'],
  ['referrer-policy', 'no-referrer'],
  ['cache-control', 'no-store'],
] as const;

/** The daemon's HTTP surface: metrics, health, readiness and the status page. */
export function createServer(options: ServerOptions): FastifyInstance {
  const server = Fastify({
    logger: false,
    forceCloseConnections: 'idle',
    bodyLimit: largestBody,
    serverFactory: (answer) => createListener(answer, options.access),
    clientErrorHandler: refuseBrokenRequest,
    frameworkErrors: (_error, _request, reply) => refuse(reply.raw, 400),
  });

  server.get(options.telemetryPath, async (request, reply) => {
    const own = await options.selfMetrics.metrics();
    reply.type(options.selfMetrics.contentType).header('vary', 'accept-encoding');
    if (!acceptsGzip(request.headers['accept-encoding'])) return plainBody(options.snapshot(), own);
    return reply.header('content-encoding', 'gzip').send(gzipBody(options.snapshot(), own));
  });
  server.get('/-/healthy', async (_, reply) => reply.type(text).send('restore-test-monitor is healthy.\n'));
  server.get('/-/ready', async (_, reply) => {
    const untried = options.untriedTargets();
    const undiscovered = options.undiscovered?.();
    reply.type(text);
    if (undiscovered !== undefined) return reply.code(503).send(`Not ready: ${undiscovered}\n`);
    if (options.isUnpublished?.()) {
      return reply.code(503).send('Not ready: the metrics of some targets are not published yet.\n');
    }
    if (untried.length === 0) return 'restore-test-monitor is ready.\n';
    const list = untried.map((name) => `${name}\n`).join('');
    return reply.code(503).send(`Not ready: ${untried.length} targets have not been tried yet:\n${list}`);
  });
  server.get('/', async (_, reply) => {
    const page = options.statusPage();
    for (const [name, value] of pageHeaders) if (!reply.raw.hasHeader(name)) reply.header(name, value);
    return reply.type(html).send(page);
  });

  void server.register(reloadRoutes(options.reload));

  const paths = new Set([options.telemetryPath, '/-/healthy', '/-/ready', '/']);
  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    if (!paths.has(path)) return reply.code(404).type(text).send('404 page not found\n');
    return reply.code(405).header('allow', 'GET, HEAD').type(text).send('405 method not allowed\n');
  });
  server.setErrorHandler((error, _, reply) => {
    const status = hasClientStatus(error) ? error.statusCode : 500;
    return reply.code(status).type(text).send(refusalText(status));
  });
  return server;
}

/** As Prometheus has it. */
function reloadRoutes(reload: ServerOptions['reload']) {
  return async (server: FastifyInstance) => {
    // A body of any kind is read and means nothing.
    server.removeAllContentTypeParsers();
    server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) => done(null));
    server.route({
      method: ['POST', 'PUT'],
      url: '/-/reload',
      async handler(_, reply) {
        reply.type(text);
        if (reload === undefined) return reply.code(403).send('Lifecycle API is not enabled.\n');
        const outcome = reload();
        if (outcome.ok) return '';
        return reply.code(500).send(['failed to reload config:', ...outcome.failure, ''].join('\n'));
      },
    });
    server.route({
      method: ['GET', 'DELETE', 'PATCH', 'OPTIONS'],
      url: '/-/reload',
      handler: async (_, reply) =>
        reply.code(405).header('allow', 'POST, PUT').type(text).send('Only POST or PUT requests allowed\n'),
    });
  };
}

function acceptsGzip(acceptEncoding: string | undefined): boolean {
  return (acceptEncoding ?? '').split(',').some((part) => {
    const [coding, quality] = part.split(';').map((piece) => piece.trim().toLowerCase());
    return coding === 'gzip' && !/^q=0(\.0*)?$/.test(quality ?? '');
  });
}

function hasClientStatus(error: unknown): error is { statusCode: number } {
  if (!(error instanceof Error) || !('statusCode' in error)) return false;
  return typeof error.statusCode === 'number' && error.statusCode >= 400 && error.statusCode < 500;
}
