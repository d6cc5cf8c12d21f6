import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { createTokenBucket } from '../../src/http/token-bucket.js';
import { type Certificate, makeCertificate } from '../web-config/certificates.js';
import { type Answer, outcomeOf } from './asking.js';
import { directory, startServing } from './serving.js';

let first: Certificate;
let second: Certificate;
const at = (name: string) => join(directory, name);

beforeAll(() => {
  first = makeCertificate(directory, { name: 'first', sans: ['DNS:localhost'] });
  second = makeCertificate(directory, { name: 'second', sans: ['DNS:localhost'] });
});

function install({ certFile, keyFile }: Certificate) {
  copyFileSync(certFile, at('tls.crt'));
  copyFileSync(keyFile, at('tls.key'));
}

const tls = 'tls_server_config: { cert_file: tls.crt, key_file: tls.key }\n';
const subjectOf = ({ socket }: Answer) => socket.getPeerCertificate().subject.CN;

describe('headers', () => {
  const webConfig = `http_server_config:
  headers:
    Content-Security-Policy: default-src 'self'
    X-Frame-Options: sameorigin
    X-XSS-Protection: 1; mode=block
    Strict-Transport-Security: max-age=60
`;

  it.each(['/metrics', '/', '/nothing', '/%zz', `/${'a'.repeat(5000)}`])(
    'are those of the file for %s',
    async (path) => {
      const serving = await startServing(webConfig);
      expect((await serving.get({ path })).headers).toMatchObject({
        'content-security-policy': "default-src 'self'",
        'x-frame-options': 'sameorigin',
        'x-xss-protection': '1; mode=block',
        'strict-transport-security': 'max-age=60',
        'x-content-type-options': 'nosniff',
      });
    },
  );

  it('are there for those who are not let in, too', async () => {
    const serving = await startServing(`${webConfig}basic_auth_users: { a: $2y$10$${'a'.repeat(53)} }`);
    const { status, headers } = await serving.get();
    expect([status, headers['x-frame-options']]).toEqual([401, 'sameorigin']);
  });

  it('change with the file', async () => {
    const serving = await startServing(webConfig);
    serving.write(webConfig.replace('sameorigin', 'deny'));
    expect((await serving.get()).headers['x-frame-options']).toBe('deny');
  });
});

describe('the rate limit', () => {
  it('answers 429 to what is beyond it, also to those without a login', async () => {
    const serving = await startServing('rate_limit: { interval: 1h, burst: 3 }');
    const statuses: unknown[] = [];
    for (let index = 0; index < 5; index += 1) statuses.push((await serving.get()).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    const { body, headers } = await serving.get();
    expect([body, headers['content-type']]).toEqual(['429 too many requests\n', 'text/plain; charset=utf-8']);
  });

  it('changes with the file', async () => {
    const serving = await startServing('rate_limit: { interval: 1h, burst: 1 }');
    expect([await outcomeOf(serving.get()), await outcomeOf(serving.get())]).toEqual(['200', '429']);
    serving.write('rate_limit: { interval: 0, burst: 0 }');
    expect(await outcomeOf(serving.get())).toBe('200');
  });

  it('is that of a bucket that fills one token each interval', () => {
    let now = 0;
    const take = createTokenBucket({ intervalMs: 100, burst: 2 }, () => now);
    const taken = (moment: number) => {
      now = moment;
      return take();
    };
    const moments = [0, 0, 0, 99, 100, 150, 200, 10_000, 10_000, 10_000];
    expect(moments.map(taken)).toEqual([true, true, false, false, true, false, true, true, true, false]);
  });
});

describe('a change of the files', () => {
  it('of the certificate holds for the next connection', async () => {
    install(first);
    const serving = await startServing(tls);
    expect(subjectOf(await serving.get({ ca: first.cert }))).toBe('first');
    install(second);
    expect(subjectOf(await serving.get({ ca: second.cert }))).toBe('second');
    expect(serving.told).toEqual(['changed']);
  });

  it('of the certificate leaves open connections alone', async () => {
    install(first);
    const serving = await startServing(tls);
    const agent = new Agent({ keepAlive: true });
    expect((await serving.get({ ca: first.cert, agent })).status).toBe(200);
    install(second);
    expect(subjectOf(await serving.get({ ca: first.cert, agent }))).toBe('first');
    agent.destroy();
  });

  it('of who may come in ends the connections of those who came in before', async () => {
    install(first);
    const serving = await startServing(tls);
    const agent = new Agent({ keepAlive: true });
    expect((await serving.get({ ca: first.cert, agent })).status).toBe(200);
    serving.write(tls.replace(' }', ', client_auth_type: RequireAnyClientCert }'));
    expect(await outcomeOf(serving.get({ ca: first.cert, agent }))).toBe('ECONNRESET');
    const { cert, key } = second;
    expect((await serving.get({ ca: first.cert, cert, key })).status).toBe(200);
    agent.destroy();
  });

  it('of the versions holds for the next connection', async () => {
    install(first);
    const serving = await startServing(tls);
    const options = { ca: first.cert, maxVersion: 'TLSv1.2' } as const;
    expect(await outcomeOf(serving.get(options))).toBe('200');
    serving.write(tls.replace(' }', ', min_version: TLS13 }'));
    expect(await outcomeOf(serving.get(options))).not.toBe('200');
  });
});

describe('files that are wrong', () => {
  it.each<[string, (serving: { write(text: string): void }) => void, string]>([
    ['an unknown key', ({ write }) => write('basic: {}'), ':1:1: basic: unknown option; '],
    [
      'a missing certificate',
      () => rmSync(at('tls.crt')),
      ':1:33: tls_server_config.cert_file: tls.crt: there is no such file',
    ],
    [
      'a key that does not fit',
      () => copyFileSync(second.keyFile, at('tls.key')),
      ':1:52: tls_server_config.key_file: the key does not belong to the certificate',
    ],
    [
      'half a certificate',
      () => writeFileSync(at('tls.crt'), first.cert.slice(0, 200)),
      'expected a certificate in PEM',
    ],
    [
      'TLS turned off',
      ({ write }) => write(''),
      ': tls_server_config: TLS was on when the daemon started; restart it to turn it off',
    ],
  ])('with %s are answered with 500 until they are mended', async (_, breakThem, message) => {
    install(first);
    const serving = await startServing(tls);
    expect((await serving.get({ ca: first.cert })).status).toBe(200);
    breakThem(serving);
    for (const path of ['/metrics', '/', '/-/healthy']) {
      const { status, body, headers } = await serving.get({ ca: first.cert, path });
      expect([status, body, headers['content-type']]).toEqual([
        500,
        '500 internal server error\n',
        'text/plain; charset=utf-8',
      ]);
    }
    expect(serving.told).toEqual([expect.stringContaining(message)]);
    serving.write(tls);
    install(first);
    expect((await serving.get({ ca: first.cert })).status).toBe(200);
    expect(serving.told.slice(1)).toEqual(['changed']);
  });

  it('with TLS turned on are answered with 500 where it was off', async () => {
    install(first);
    const serving = await startServing('');
    serving.write(tls);
    expect((await serving.get()).status).toBe(500);
    expect(serving.told).toEqual([
      expect.stringMatching(
        /: tls_server_config: TLS was off when the daemon started; restart it to turn it on$/,
      ),
    ]);
  });

  it('that lose their users do not become open', async () => {
    const serving = await startServing(`basic_auth_users: { a: $2y$10$${'a'.repeat(53)} }`);
    expect((await serving.get()).status).toBe(401);
    serving.write('basic_auth_users:\n  a:\n');
    expect((await serving.get()).status).toBe(500);
  });
});
