import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeProblem, formatProblem } from '../../src/problems/problem.js';
import { loadWebConfig } from '../../src/web-config/load-web-config.js';
import { type Certificate, makeCertificate, openssl, pemBlock } from './certificates.js';

const directory = mkdtempSync(join(tmpdir(), 'web-config-'));
const hash = '$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi';
let server: Certificate;

beforeAll(() => {
  server = makeCertificate(directory, { name: 'server', sans: ['DNS:localhost'] });
  const other = makeCertificate(directory, { name: 'other', isCa: true });
  makeCertificate(directory, { name: 'below', issuer: other });
  const encrypted = join(directory, 'encrypted.key');
  openssl(['pkcs8', '-topk8', '-in', server.keyFile, '-passout', 'pass:s3cret', '-out', encrypted]);
  writeFileSync(join(directory, 'text.crt'), 'no certificate\n');
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function load(text: string) {
  const file = join(directory, 'web.yaml');
  writeFileSync(file, text);
  return loadWebConfig(file);
}

function messages(text: string): string[] {
  const loaded = load(text);
  return loaded.ok ? [] : loaded.failure.map((each) => formatProblem(each).replace(`${directory}/`, ''));
}

const tls = 'tls_server_config:\n  cert_file: server.crt\n  key_file: server.key\n';

describe('a good file', () => {
  it('that is empty leaves everything open', () => {
    expect(load('')).toEqual({ ok: true, value: { headers: {}, users: new Map(), warnings: [] } });
  });

  it('with sections that are empty does so, too', () => {
    const text = 'tls_server_config:\nhttp_server_config: {}\nbasic_auth_users: {}\nrate_limit:\n';
    expect(load(text)).toEqual({ ok: true, value: { headers: {}, users: new Map(), warnings: [] } });
  });

  it('has the defaults of the format', () => {
    expect(load(tls)).toEqual({
      ok: true,
      value: {
        tls: {
          cert: server.cert,
          key: server.key,
          minVersion: 'TLSv1.2',
          maxVersion: 'TLSv1.3',
          ciphers: expect.stringMatching(/^TLS_AES_128_GCM_SHA256:/),
          prefersServerCiphers: true,
          clients: { policy: 'NoClientCert' },
        },
        headers: {},
        users: new Map(),
        warnings: [],
      },
    });
  });

  it('may set everything', () => {
    const text = `${tls}  client_auth_type: RequireAndVerifyClientCert
  client_ca_file: server.crt
  client_allowed_sans: [prometheus, 10.0.0.1]
  min_version: TLS10
  max_version: TLS12
  cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256]
  prefer_server_cipher_suites: false
  curve_preferences: [CurveP521, X25519]
http_server_config:
  http2: false
  headers:
    Content-Security-Policy: default-src 'self'
    X-Frame-Options: sameorigin
    X-Content-Type-Options: nosniff
    X-XSS-Protection: ''
    Strict-Transport-Security: max-age=60
basic_auth_users:
  alice: ${hash}
  0123: ${hash.replace('$2y', '$2a')}
  constructor: ${hash.replace('$2y', '$2b')}
rate_limit:
  interval: 1m0.5s
  burst: 3
`;
    expect(load(text)).toEqual({
      ok: true,
      value: {
        tls: {
          cert: server.cert,
          key: server.key,
          minVersion: 'TLSv1',
          maxVersion: 'TLSv1.2',
          ciphers:
            'TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-CHACHA20-POLY1305',
          curves: 'P-521:X25519',
          prefersServerCiphers: false,
          clients: {
            policy: 'RequireAndVerifyClientCert',
            ca: server.cert,
            allowedSans: ['prometheus', '10.0.0.1'],
          },
        },
        headers: {
          'Content-Security-Policy': "default-src 'self'",
          'X-Frame-Options': 'sameorigin',
          'X-Content-Type-Options': 'nosniff',
          'Strict-Transport-Security': 'max-age=60',
        },
        users: new Map([
          ['alice', hash],
          ['0123', hash.replace('$2y', '$2a')],
          ['constructor', hash.replace('$2y', '$2b')],
        ]),
        rateLimit: { intervalMs: 60_500, burst: 3 },
        warnings: [],
      },
    });
  });

  it('may hold certificate, key and CA itself', () => {
    const text = `tls_server_config:
  cert: ${pemBlock(server.cert)}  key: ${pemBlock(server.key)}  client_ca: ${pemBlock(server.cert)}  client_auth_type: RequireClientCert
`;
    expect(load(text)).toMatchObject({
      value: {
        tls: {
          cert: server.cert,
          key: server.key,
          clients: { policy: 'RequireAnyClientCert', ca: server.cert },
        },
      },
    });
  });
});

it('the example is good, with its options set and a hash put in', () => {
  const example = readFileSync('config/web/web-config.yaml', 'utf8');
  const loaded = load(
    example
      .replaceAll(/^#-/gm, '')
      .replace('tls.crt', 'server.crt')
      .replace('tls.key', 'server.key')
      .replace('ca.crt', 'server.crt')
      .replace('$2y$10$...', () => hash),
  );
  expect(loaded).toMatchObject({
    ok: true,
    value: { tls: { minVersion: 'TLSv1.3' }, rateLimit: { intervalMs: 100, burst: 20 } },
  });
});

describe('a file that exporters accept and that does otherwise than it may seem', () => {
  const verified = `${tls}  client_auth_type: RequireAndVerifyClientCert`;

  it.each<[string, string, object, string[]]>([
    [
      'HTTP/2',
      'http_server_config: { http2: true }',
      {},
      ['http_server_config.http2: HTTP/2 is not served; clients get HTTP/1.1'],
    ],
    ['HTTP/2 in YAML 1.1', 'http_server_config: { http2: no }', {}, []],
    [
      'verification without a CA',
      `${tls}  client_auth_type: VerifyClientCertIfGiven`,
      { tls: { clients: { policy: 'VerifyClientCertIfGiven' } } },
      [
        'tls_server_config.client_auth_type: a certificate of any public CA is accepted, because neither client_ca nor client_ca_file is set',
      ],
    ],
    [
      'a certificate that stands beside its file',
      `${tls}  cert: ignored\n  key: ignored\n`,
      { tls: { minVersion: 'TLSv1.2' } },
      [
        'tls_server_config.cert: has no effect beside cert_file',
        'tls_server_config.key: has no effect beside key_file',
      ],
    ],
    [
      'TLS options without a certificate',
      'tls_server_config: { min_version: TLS13 }',
      {},
      ['tls_server_config: plain HTTP is served, because no certificate is set'],
    ],
    [
      'empty texts',
      'tls_server_config: { cert_file: "", key_file: "", client_auth_type: "" }',
      {},
      ['tls_server_config: plain HTTP is served, because no certificate is set'],
    ],
    [
      'names without a certificate that they could be in',
      `${tls}  client_allowed_sans: [a]`,
      { tls: { clients: { policy: 'NoClientCert', allowedSans: ['a'] } } },
      ['tls_server_config.client_allowed_sans: has no effect without a client_auth_type'],
    ],
    [
      'an empty list of names',
      `${verified}\n  client_ca_file: server.crt\n  client_allowed_sans: []`,
      { tls: { clients: { allowedSans: [] } } },
      ['tls_server_config.client_allowed_sans: no client certificate is accepted, because the list is empty'],
    ],
    [
      'names that are numbers, and a CA without its root',
      `${verified}\n  client_ca_file: below.crt\n  client_allowed_sans: [1.0, true]`,
      { tls: { clients: { policy: 'RequireAndVerifyClientCert', allowedSans: ['1.0', 'true'] } } },
      [],
    ],
    [
      'headers that are numbers, booleans and nothing',
      'http_server_config:\n  headers:\n    X-XSS-Protection: 0\n    Strict-Transport-Security: true\n    Content-Security-Policy:\n',
      { headers: { 'X-XSS-Protection': '0', 'Strict-Transport-Security': 'true' } },
      [],
    ],
    [
      'a user with a colon',
      `basic_auth_users:\n  a:b: ${hash}\n`,
      { users: new Map([['a:b', hash]]) },
      ['basic_auth_users: a user whose name has a colon can never log in'],
    ],
    [
      'a limit without a burst',
      'rate_limit: { interval: 1s }',
      { rateLimit: { intervalMs: 1000, burst: 0 } },
      ['rate_limit.burst: every request is refused with 429, because the burst is less than 1'],
    ],
    [
      'an interval in nanoseconds',
      'rate_limit: { interval: 5000000, burst: 1 }',
      { rateLimit: { intervalMs: 5, burst: 1 } },
      [],
    ],
    [
      'an interval in fractions of small units',
      'rate_limit: { interval: .5ms250us, burst: 1 }',
      { rateLimit: { intervalMs: 0.75, burst: 1 } },
      [],
    ],
    ['an interval below zero', 'rate_limit: { interval: -1s, burst: 1 }', {}, []],
  ])('with %s', (_, text, expected, warnings) => {
    const loaded = load(text);
    expect(loaded).toMatchObject({ ok: true, value: expected });
    expect(loaded.ok && loaded.value.warnings.map(describeProblem)).toEqual(warnings);
    const set = loaded.ok ? [loaded.value.tls !== undefined, loaded.value.rateLimit !== undefined] : [];
    expect(set).toEqual(['tls' in expected, 'rateLimit' in expected]);
  });
});

describe('a bad file', () => {
  it.each<[string, string, string[]]>([
    ['no map', 'hello', ['web.yaml:1:1: expected a map of options, found a single value']],
    ['broken YAML', 'a: [', ['web.yaml:1:5: wrong indentation, or a bracket or quote above is not closed']],
    [
      'an unknown section',
      'tls_config: {}',
      [
        'web.yaml:1:1: tls_config: unknown option; expected one of tls_server_config, http_server_config, basic_auth_users, rate_limit',
      ],
    ],
    [
      'a section twice',
      'basic_auth_users: {}\nbasic_auth_users: {}',
      ['web.yaml:2:1: basic_auth_users: set a second time, first on line 1'],
    ],
    [
      'an unknown option',
      `${tls}  certificate: a`,
      ['web.yaml:4:3: tls_server_config.certificate: unknown option; did you mean cert_file?'],
    ],
    [
      'files that are not there',
      'tls_server_config: { cert_file: a.crt, key_file: /nowhere/a.key }',
      [
        'web.yaml:1:33: tls_server_config.cert_file: a.crt: there is no such file',
        'web.yaml:1:50: tls_server_config.key_file: /nowhere/a.key: there is no such file',
      ],
    ],
    [
      'files that hold something else',
      `tls_server_config: { cert_file: text.crt, key_file: server.crt, client_ca_file: server.key, client_auth_type: RequireAnyClientCert }`,
      [
        'web.yaml:1:33: tls_server_config.cert_file: text.crt: expected a certificate in PEM',
        'web.yaml:1:53: tls_server_config.key_file: server.crt: expected a private key in PEM, not encrypted',
        'web.yaml:1:81: tls_server_config.client_ca_file: server.key: expected certificates in PEM',
      ],
    ],
    [
      'an encrypted key',
      'tls_server_config: { cert_file: server.crt, key_file: encrypted.key }',
      [
        'web.yaml:1:55: tls_server_config.key_file: encrypted.key: expected a private key in PEM, not encrypted',
      ],
    ],
    [
      'the key of another certificate',
      'tls_server_config: { cert_file: server.crt, key_file: other.key }',
      ['web.yaml:1:55: tls_server_config.key_file: the key does not belong to the certificate'],
    ],
    [
      'a key in a list',
      'tls_server_config: { cert_file: server.crt, key: [s3cret] }',
      ['web.yaml:1:50: tls_server_config.key: expected a text, found a list'],
    ],
    [
      'an unknown way of client authentication',
      `${tls}  client_auth_type: Require`,
      [
        'web.yaml:4:21: tls_server_config.client_auth_type: expected one of NoClientCert, RequestClientCert, RequireAnyClientCert, RequireClientCert, VerifyClientCertIfGiven, RequireAndVerifyClientCert, found "Require"',
      ],
    ],
    [
      'a CA without client authentication',
      `${tls}  client_ca_file: server.crt`,
      [
        'web.yaml:4:19: tls_server_config.client_ca_file: has no effect without a client_auth_type, such as RequireAndVerifyClientCert',
      ],
    ],
    [
      'versions in the wrong order',
      `${tls}  min_version: TLS13\n  max_version: TLS12`,
      ['web.yaml:4:16: tls_server_config.min_version: is later than max_version'],
    ],
    [
      'names of versions, ciphers and curves that nobody knows',
      `${tls}  min_version: TLSv1.2\n  cipher_suites: [TLS_RSA_WITH_RC4_128_SHA]\n  curve_preferences: [CurveP224]`,
      [
        'web.yaml:4:16: tls_server_config.min_version: expected one of TLS10, TLS11, TLS12, TLS13, found "TLSv1.2"',
        'web.yaml:5:19: tls_server_config.cipher_suites[0]: expected one of TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384, TLS_CHACHA20_POLY1305_SHA256, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA, TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA, found "TLS_RSA_WITH_RC4_128_SHA"',
        'web.yaml:6:23: tls_server_config.curve_preferences[0]: expected one of CurveP256, CurveP384, CurveP521, X25519, found "CurveP224"',
      ],
    ],
    [
      'headers that are not among those of the format, or have another value',
      'http_server_config:\n  headers:\n    Server: x\n    X-Frame-Options: allow\n    X-Content-Type-Options: ""\n    X-XSS-Protection: "a\\nb"',
      [
        'web.yaml:3:5: http_server_config.headers.Server: unknown option; expected one of Content-Security-Policy, X-Frame-Options, X-Content-Type-Options, X-XSS-Protection, Strict-Transport-Security',
        'web.yaml:4:22: http_server_config.headers.X-Frame-Options: expected one of deny, sameorigin, found "allow"',
        'web.yaml:5:29: http_server_config.headers.X-Content-Type-Options: expected nosniff, found ""',
        'web.yaml:6:23: http_server_config.headers.X-XSS-Protection: expected a text that a header can hold, in one line, found a text of several lines',
      ],
    ],
    [
      'users without a hash',
      `basic_auth_users:\n  alice: s3cret\n  bob:\n  carol: ${hash}s3cret\n  dave: ${hash.replace('10', '32')}\n`,
      [
        'web.yaml:2:10: basic_auth_users.alice: expected a bcrypt hash, such as htpasswd -nBC 10 "" prints, found a value that is not shown because it is secret',
        'web.yaml:3:3: basic_auth_users.bob: missing, expected a bcrypt hash, such as htpasswd -nBC 10 "" prints',
        'web.yaml:4:10: basic_auth_users.carol: expected a bcrypt hash, such as htpasswd -nBC 10 "" prints, found a value that is not shown because it is secret',
        'web.yaml:5:9: basic_auth_users.dave: expected a bcrypt hash, such as htpasswd -nBC 10 "" prints, found a value that is not shown because it is secret',
      ],
    ],
    [
      'a list of users',
      'basic_auth_users: [alice]',
      ['web.yaml:1:19: basic_auth_users: expected a map, found a list'],
    ],
    [
      'a hash in the place of a user, or run together with one',
      `basic_auth_users: { ${hash}: alice, bob:${hash} }\n`,
      [
        'web.yaml:1:83: basic_auth_users["…"]: expected a bcrypt hash, such as htpasswd -nBC 10 "" prints, found a value that is not shown because it is secret',
        'web.yaml:1:90: basic_auth_users["bob…"]: missing, expected a bcrypt hash, such as htpasswd -nBC 10 "" prints',
      ],
    ],
    [
      'a key in the place of its path, or of something else',
      'tls_server_config:\n  cert_file: server.crt\n  key_file: |\n    -----BEGIN PRIVATE KEY-----\n    s3cret\n  min_version: "-----BEGIN PRIVATE KEY----- s3cret"\n',
      [
        'web.yaml:3:13: tls_server_config.key_file: expected a path, found a text of several lines',
        'web.yaml:6:16: tls_server_config.min_version: expected one of TLS10, TLS11, TLS12, TLS13, found "<left out>"',
      ],
    ],
    [
      'limits that are none',
      'rate_limit: { interval: 5 s, burst: 1.5 }',
      [
        'web.yaml:1:25: rate_limit.interval: expected a duration such as 1s, 500ms or 1m30s, or 0, found "5 s"',
        'web.yaml:1:37: rate_limit.burst: expected a whole number, found 1.5',
      ],
    ],
  ])('with %s', (_, text, expected) => {
    expect(messages(text)).toEqual(expected);
    expect(messages(text).join()).not.toMatch(/s3cret|\$2/);
  });

  it('that is not there', () => {
    const loaded = loadWebConfig(join(directory, 'absent.yaml'));
    expect(loaded.ok ? [] : loaded.failure.map(formatProblem)).toEqual([
      `${join(directory, 'absent.yaml')}: there is no such file`,
    ]);
  });
});
