import { once } from 'node:events';
import { connect } from 'node:net';
import { type SecureVersion, connect as secureConnect } from 'node:tls';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Certificate, makeCertificate, pemBlock } from '../web-config/certificates.js';
import { ask, outcomeOf } from './asking.js';
import { directory, startServing } from './serving.js';

const localhost = ['DNS:localhost', 'IP:127.0.0.1'];
let server: Certificate;

beforeAll(() => {
  server = makeCertificate(directory, { name: 'server', sans: localhost, keyType: 'rsa' });
});

const tls = 'tls_server_config:\n  cert_file: server.crt\n  key_file: server.key\n';

describe('TLS', () => {
  it('serves what plain HTTP does', async () => {
    const serving = await startServing(tls);
    const { status, body, socket } = await serving.get({ ca: server.cert });
    expect([status, body, socket.getProtocol()]).toEqual([200, 'restores 1\n\n', 'TLSv1.3']);
  });

  it('is there for clients without a server name, too', async () => {
    const serving = await startServing(tls);
    expect((await serving.get({ ca: server.cert, servername: '' })).status).toBe(200);
  });

  it('may come from the file itself', async () => {
    const serving = await startServing(
      `tls_server_config:\n  cert: ${pemBlock(server.cert)}  key: ${pemBlock(server.key)}`,
    );
    expect((await serving.get({ ca: server.cert })).status).toBe(200);
  });

  it('speaks HTTP/1.1 with those who would rather have HTTP/2', async () => {
    const serving = await startServing(tls);
    const socket = secureConnect({
      port: serving.port,
      ca: server.cert,
      servername: 'localhost',
      ALPNProtocols: ['h2', 'http/1.1'],
    });
    await once(socket, 'secureConnect');
    expect(socket.alpnProtocol).toBe('http/1.1');
    socket.destroy();
  });

  it('answers plain HTTP by the reason, and tells of it', async () => {
    const serving = await startServing(tls);
    const { status, headers, body } = await ask(false, { port: serving.port });
    expect([status, headers.connection, body]).toEqual([
      400,
      'close',
      'Client sent an HTTP request to an HTTPS server.\n',
    ]);
    expect(serving.told).toEqual(['127.0.0.1: an HTTP request to the HTTPS port']);
  });

  it('ends what is neither TLS nor HTTP', async () => {
    const serving = await startServing(tls);
    const socket = connect(serving.port, '127.0.0.1');
    socket.write('\0\0\0\0\0\0');
    await once(socket, 'close');
    expect(serving.told).toEqual([expect.stringMatching(/^127\.0\.0\.1: TLS: /)]);
  });

  it('is not there where the file has no TLS', async () => {
    const serving = await startServing('http_server_config: {}');
    expect((await serving.get()).status).toBe(200);
    expect(await outcomeOf(ask(true, { port: serving.port }))).not.toMatch(/^\d+$/);
  });

  it('is not held up by one who connects and says nothing', async () => {
    const serving = await startServing(tls);
    const silent = connect(serving.port, '127.0.0.1');
    await once(silent, 'connect');
    expect((await serving.get({ ca: server.cert })).status).toBe(200);
    silent.destroy();
  });
});

function only(version: SecureVersion) {
  return { minVersion: version, maxVersion: version, ciphers: 'DEFAULT:@SECLEVEL=0' };
}

describe('versions', () => {
  it.each([
    ['', 'TLSv1.1', undefined],
    ['', 'TLSv1.2', 'TLSv1.2'],
    ['', 'TLSv1.3', 'TLSv1.3'],
    ['  min_version: TLS13\n', 'TLSv1.2', undefined],
    ['  min_version: TLS13\n', 'TLSv1.3', 'TLSv1.3'],
    ['  max_version: TLS12\n', 'TLSv1.3', undefined],
    ['  max_version: TLS12\n', 'TLSv1.2', 'TLSv1.2'],
    ['  min_version: TLS10\n', 'TLSv1', 'TLSv1'],
    ['  min_version: TLS11\n', 'TLSv1', undefined],
    ['  min_version: TLS11\n', 'TLSv1.1', 'TLSv1.1'],
  ] as const)('%j with a client of %s: %s', async (section, version, expected) => {
    const serving = await startServing(tls + section);
    const answer = serving.get({ ca: server.cert, ...only(version) });
    const protocol = await answer.then(({ socket }) => socket.getProtocol()).catch(() => undefined);
    expect(protocol).toBe(expected);
  });
});

describe('ciphers and curves', () => {
  const tls12 = { maxVersion: 'TLSv1.2' } as const;
  const two = '[TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]';
  const clientOrder = 'ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384';

  it.each<[string, object, string | undefined]>([
    [`  cipher_suites: ${two}\n`, { ...tls12, ciphers: clientOrder }, 'ECDHE-RSA-AES256-GCM-SHA384'],
    [
      `  cipher_suites: ${two}\n  prefer_server_cipher_suites: false\n`,
      { ...tls12, ciphers: clientOrder },
      'ECDHE-RSA-AES128-GCM-SHA256',
    ],
    [`  cipher_suites: ${two}\n`, { ...tls12, ciphers: 'ECDHE-RSA-CHACHA20-POLY1305' }, undefined],
    [
      '  cipher_suites: [TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA]\n',
      { ...tls12, ciphers: 'DEFAULT' },
      'ECDHE-RSA-AES256-SHA',
    ],
    // As in Go, the suites of TLS 1.3 cannot be chosen, and a list of them alone leaves nothing for TLS 1.2.
    [
      `  cipher_suites: ${two}\n`,
      { ciphers: 'TLS_CHACHA20_POLY1305_SHA256' },
      'TLS_CHACHA20_POLY1305_SHA256',
    ],
    ['  cipher_suites: [TLS_AES_128_GCM_SHA256]\n', {}, 'TLS_AES_128_GCM_SHA256'],
    ['  cipher_suites: [TLS_AES_128_GCM_SHA256]\n', tls12, undefined],
    ['  curve_preferences: [CurveP521]\n', { ...tls12, ecdhCurve: 'P-521' }, 'ECDHE-RSA-AES128-GCM-SHA256'],
    ['  curve_preferences: [CurveP521]\n', { ...tls12, ecdhCurve: 'P-384' }, undefined],
    ['  curve_preferences: [CurveP521]\n', { ecdhCurve: 'P-384' }, undefined],
    ['  curve_preferences: [CurveP384, X25519]\n', { ecdhCurve: 'X25519' }, 'TLS_AES_128_GCM_SHA256'],
  ])('%j with a client of %j: %s', async (section, client, expected) => {
    const serving = await startServing(tls + section);
    const answer = serving.get({ ca: server.cert, ...client });
    const cipher = await answer.then(({ socket }) => socket.getCipher().name).catch(() => undefined);
    expect(cipher).toBe(expected);
  });
});
