import { createConnection } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Gauge, Registry } from 'prom-client';
import { createServer, type ServerOptions } from '../../src/http/server.js';
import { createSnapshotPublisher, type Snapshot } from '../../src/metrics/snapshot.js';
import { emitTo } from '../emit-to.js';

const servers: ReturnType<typeof createServer>[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const domain = 'aws_backup_restore_jobs{aws_region="eu-west-1"} 1\n';

async function snapshotOf(text: string): Promise<Snapshot> {
  const publisher = createSnapshotPublisher(() => [text], emitTo());
  publisher.changed();
  await publisher.settled();
  return publisher.current();
}

async function serverWith(options: Partial<ServerOptions> = {}) {
  const selfMetrics = new Registry();
  new Gauge({ name: 'restore_test_monitor_example', help: 'An example.', registers: [selfMetrics] }).set(7);
  const snapshot = await snapshotOf(domain);
  const server = createServer({
    telemetryPath: '/metrics',
    snapshot: () => snapshot,
    selfMetrics,
    untriedTargets: () => [],
    statusPage: () => '<!doctype html><title>status</title>',
    ...options,
  });
  servers.push(server);
  return server;
}

const page = `${domain}# HELP restore_test_monitor_example An example.
# TYPE restore_test_monitor_example gauge
restore_test_monitor_example 7
`;

describe('/metrics', () => {
  it("is the snapshot with the daemon's own metrics behind it", async () => {
    const { statusCode, headers, body } = await (await serverWith()).inject('/metrics');
    expect([statusCode, body]).toEqual([200, page]);
    expect(headers).toMatchObject({
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      vary: 'accept-encoding',
      'content-length': String(page.length),
    });
    expect(headers).not.toHaveProperty('content-encoding');
  });

  it.each([['gzip'], ['deflate, gzip;q=0.8'], ['GZIP'], ['br;q=1.0, gzip;q=0.001, *;q=0.1']])(
    'is compressed for those who take gzip: %s',
    async (accepted) => {
      const server = await serverWith();
      const { headers, rawPayload } = await server.inject({
        url: '/metrics',
        headers: { 'accept-encoding': accepted },
      });
      expect(headers).toMatchObject({
        'content-type': 'text/plain; version=0.0.4; charset=utf-8',
        'content-encoding': 'gzip',
        vary: 'accept-encoding',
      });
      expect(gunzipSync(rawPayload).toString()).toBe(page);
    },
  );

  it.each([['identity'], ['gzip;q=0'], ['gzip; q=0.000, deflate'], ['x-gzip'], ['']])(
    'is not compressed for those who do not: "%s"',
    async (accepted) => {
      const server = await serverWith();
      const { headers, body } = await server.inject({
        url: '/metrics',
        headers: { 'accept-encoding': accepted },
      });
      expect(headers).not.toHaveProperty('content-encoding');
      expect(body).toBe(page);
    },
  );

  it('is the snapshot of the moment', async () => {
    let snapshot = await snapshotOf('a 1\n');
    const server = await serverWith({ snapshot: () => snapshot });
    expect((await server.inject('/metrics')).body).toContain('a 1\n');
    snapshot = await snapshotOf('a 2\n');
    expect((await server.inject('/metrics?ignored=1')).body).toContain('a 2\n');
  });

  it('may have another path', async () => {
    const server = await serverWith({ telemetryPath: '/own/path' });
    expect((await server.inject('/own/path')).body).toBe(page);
    expect((await server.inject('/metrics')).statusCode).toBe(404);
  });

  it('answers HEAD as it does GET, without the body', async () => {
    const { statusCode, headers, body } = await (await serverWith()).inject({
      method: 'HEAD',
      url: '/metrics',
    });
    expect([statusCode, body]).toEqual([200, '']);
    expect(headers).toMatchObject({
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      'content-length': String(page.length),
    });
  });
});

describe('health and readiness', () => {
  it('are good when every target was tried', async () => {
    const server = await serverWith();
    for (const [url, body] of [
      ['/-/healthy', 'restore-test-monitor is healthy.\n'],
      ['/-/ready', 'restore-test-monitor is ready.\n'],
    ] as const) {
      const answer = await server.inject(url);
      expect([answer.statusCode, answer.body]).toEqual([200, body]);
      expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    }
  });

  it('differ while targets have not been tried, which readiness names', async () => {
    const server = await serverWith({ untriedTargets: () => ['111122223333/eu-west-1', 'own account in b'] });
    const { statusCode, body } = await server.inject('/-/ready');
    expect(statusCode).toBe(503);
    expect(body).toBe(
      'Not ready: 2 targets have not been tried yet:\n111122223333/eu-west-1\nown account in b\n',
    );
    expect((await server.inject('/-/healthy')).statusCode).toBe(200);
  });
});

describe('readiness before the targets are known', () => {
  it('says why they are not', async () => {
    const server = await serverWith({ undiscovered: () => 'ListAccounts: throttled: Rate exceeded' });
    const { statusCode, body } = await server.inject('/-/ready');
    expect([statusCode, body]).toEqual([503, 'Not ready: ListAccounts: throttled: Rate exceeded\n']);
  });
});

describe('the status page', () => {
  it('can do nothing but be seen', async () => {
    const { statusCode, headers, body } = await (await serverWith()).inject('/');
    expect([statusCode, body]).toEqual([200, '<!doctype html><title>status</title>']);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'deny',
      'cache-control': 'no-store',
    });
  });
});

describe('anything else', () => {
  it.each([['/nothing'], ['/metrics/'], ['/Metrics'], ['/-/'], ['//metrics'], ['/%6detrics/x']])(
    '%s is not found',
    async (url) => {
      const { statusCode, headers, body } = await (await serverWith()).inject(url);
      expect([statusCode, body]).toEqual([404, '404 page not found\n']);
      expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    },
  );

  it.each([
    ['POST', '/metrics'],
    ['PUT', '/-/healthy'],
    ['DELETE', '/-/ready'],
    ['PATCH', '/?x=1'],
    ['OPTIONS', '/'],
  ] as const)('%s %s is not allowed', async (method, url) => {
    const { statusCode, headers, body } = await (await serverWith()).inject({ method, url });
    expect([statusCode, body]).toEqual([405, '405 method not allowed\n']);
    expect(headers['allow']).toBe('GET, HEAD');
  });

  it.each([
    ['a form', 'application/x-www-form-urlencoded', 'a=b'],
    ['JSON', 'application/json', '{"a":1}'],
    ['XML', 'text/xml', '<a/>'],
  ])('a POST of %s is not allowed either', async (_, contentType, payload) => {
    const server = await serverWith();
    const headers = { 'content-type': contentType };
    const answer = await server.inject({ method: 'POST', url: '/metrics', headers, payload });
    expect([answer.statusCode, answer.headers['allow']]).toEqual([405, 'GET, HEAD']);
  });
});

const stack = /\bat .*\.[jt]s/;

describe('an error', () => {
  it('of ours is told without its words', async () => {
    const server = await serverWith({
      statusPage: () => {
        throw new Error('secret of the stack');
      },
    });
    const { statusCode, headers, body } = await server.inject('/');
    expect([statusCode, body]).toEqual([500, '500 internal server error\n']);
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
  });

  it('of ours in the metrics is none of the page', async () => {
    const server = await serverWith({
      snapshot: () => {
        throw new Error('secret of the stack');
      },
    });
    const { statusCode, body } = await server.inject('/metrics');
    expect([statusCode, body]).toEqual([500, '500 internal server error\n']);
  });

  it.each([
    ['{', 400, '400 bad request\n'],
    [JSON.stringify('x'.repeat(2000)), 413, '413 payload too large\n'],
  ])('of the client is told by its status', async (payload, status, text) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await (await serverWith()).inject({ method: 'POST', url: '/metrics', headers, payload });
    expect([answer.statusCode, answer.body]).toEqual([status, text]);
  });

  it('of an address that is none tells nothing of us', async () => {
    const { statusCode, body } = await (await serverWith()).inject('/%');
    expect([statusCode, body]).toEqual([400, '400 bad request\n']);
  });

  it('of a client that does not speak HTTP says nothing of us', async () => {
    const server = await serverWith();
    const { port } = new URL(await server.listen({ host: '127.0.0.1', port: 0 }));
    const answer = await new Promise<string>((resolve, reject) => {
      let received = '';
      const socket = createConnection(Number(port), '127.0.0.1', () => socket.end('HELLO\r\n\r\n'));
      socket.on('data', (data) => {
        received += data.toString();
      });
      socket.on('error', reject);
      socket.on('close', () => resolve(received));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).not.toMatch(stack);
  });
});
