import { beforeAll, expect, it } from '@jest/globals';
import { type Certificate, makeCertificate, pemBlock } from '../web-config/certificates.js';
import { ask } from './asking.js';
import { directory, startServing } from './serving.js';

/** The cases of TestServerBehaviour in `web/tls_config_test.go` of prometheus/exporter-toolkit, and how this server answers each. */

let certificates: Record<'server' | 'client' | 'named', Certificate>;

beforeAll(() => {
  certificates = {
    server: makeCertificate(directory, { name: 'server', sans: ['DNS:localhost'], keyType: 'rsa' }),
    client: makeCertificate(directory, { name: 'client' }),
    named: makeCertificate(directory, { name: 'named', sans: ['DNS:test1', 'DNS:test2', 'DNS:test3'] }),
  };
});

interface Case {
  readonly name: string;
  /** Absent: no web configuration file. */
  readonly file?: string | (() => string);
  readonly client?: {
    readonly isTls?: boolean;
    readonly certificate?: 'client' | 'named';
    readonly minVersion?: 'TLSv1.1';
    readonly maxVersion?: 'TLSv1.1';
    readonly ciphers?: string;
    readonly ecdhCurve?: string;
  };
  readonly requests?: number;
  /** A status, the words of an error, or the message with which the file is refused. */
  readonly expected: number | RegExp;
  readonly cipher?: string;
  /** What the toolkit does instead. */
  readonly differs?: string;
}

const tls = 'tls_server_config:\n  cert_file: server.crt\n  key_file: server.key\n';
const verifying = `${tls}  client_auth_type: VerifyClientCertIfGiven\n`;
const header = (name: string, value: string | number) =>
  `http_server_config:\n  headers:\n    ${name}: ${value}\n`;
const someSuites = (order: string) =>
  `${verifying}  cipher_suites:\n    - TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384\n    - TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256\n${order}  max_version: TLS12\n`;
const allSuites = [
  ...['AES_128_GCM_SHA256', 'AES_256_GCM_SHA384', 'CHACHA20_POLY1305_SHA256'].map((name) => `TLS_${name}`),
  ...['ECDSA', 'RSA'].flatMap((key) =>
    [
      'AES_128_CBC_SHA',
      'AES_256_CBC_SHA',
      'AES_128_GCM_SHA256',
      'AES_256_GCM_SHA384',
      'CHACHA20_POLY1305_SHA256',
    ].map((name) => `TLS_ECDHE_${key}_WITH_${name}`),
  ),
];
const both = 'ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384';
const secure = { isTls: true };

const cases: Case[] = [
  { name: 'no file, default client', expected: 200 },
  { name: 'no file, TLS client', client: secure, expected: /wrong version number|packet length too long/ },
  { name: 'TLS, default client', file: verifying, expected: 400 },
  { name: 'TLS, TLS client', file: verifying, client: secure, expected: 200 },
  {
    name: 'TLS with certificate and key in the file, TLS client',
    file: () =>
      `tls_server_config:\n  cert: ${pemBlock(certificates.server.cert)}  key: ${pemBlock(certificates.server.key)}  client_auth_type: VerifyClientCertIfGiven\n`,
    client: secure,
    expected: 200,
  },
  {
    name: 'TLS, client of TLS 1.1',
    file: verifying,
    client: { isTls: true, minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' },
    expected: /protocol version|unsupported protocol/,
  },
  {
    name: 'all suites',
    file: `${verifying}  cipher_suites: [${allSuites.join(', ')}]\n`,
    client: secure,
    expected: 200,
  },
  {
    name: 'some suites',
    file: someSuites(''),
    client: { isTls: true, ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' },
    expected: 200,
  },
  {
    name: 'no common suite',
    file: someSuites(''),
    client: { isTls: true, ciphers: 'ECDHE-RSA-AES256-SHA' },
    expected: /handshake failure/,
  },
  {
    name: 'several suites of the client',
    file: someSuites(''),
    client: { isTls: true, ciphers: both },
    expected: 200,
    cipher: 'ECDHE-RSA-AES256-GCM-SHA384',
    differs: "Go ignores the server's order since 1.17, and chooses by its own",
  },
  {
    name: 'several suites of the client, which chooses',
    file: someSuites('  prefer_server_cipher_suites: false\n'),
    client: { isTls: true, ciphers: both },
    expected: 200,
    cipher: 'ECDHE-RSA-AES128-GCM-SHA256',
  },
  {
    name: 'all curves',
    file: `${verifying}  curve_preferences: [CurveP256, CurveP384, CurveP521, X25519]\n`,
    client: secure,
    expected: 200,
  },
  {
    name: 'some curves',
    file: `${verifying}  min_version: TLS13\n  curve_preferences: [CurveP521]\n`,
    client: { isTls: true, ecdhCurve: 'P-521' },
    expected: 200,
  },
  {
    name: 'no common curve',
    file: `${verifying}  min_version: TLS13\n  curve_preferences: [CurveP521]\n`,
    client: { isTls: true, ecdhCurve: 'P-384' },
    expected: /handshake failure/,
  },
  {
    name: 'suites that HTTP/2 does not allow, without HTTP/2',
    file: `${verifying}  cipher_suites: [TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384]\n  max_version: TLS12\nhttp_server_config:\n  http2: false\n`,
    client: secure,
    expected: 200,
  },
  {
    name: 'suites that HTTP/2 does not allow, with HTTP/2',
    file: `${verifying}  cipher_suites: [TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA]\n  max_version: TLS12\nhttp_server_config:\n  http2: true\n`,
    client: secure,
    expected: 200,
    differs: 'it refuses the file; here HTTP/1.1 is served whatever the file says',
  },
  {
    name: 'headers',
    file: `${header('X-Frame-Options', 'deny')}    Strict-Transport-Security: max-age=31536000; includeSubDomains\n    X-Content-Type-Options: nosniff\n    X-XSS-Protection: 1\n    Content-Security-Policy: "default-src 'self' *.test.example.net"\n`,
    expected: 200,
  },
  {
    name: 'another X-Content-Type-Options',
    file: header('X-Content-Type-Options', 'sniff'),
    expected: /X-Content-Type-Options: expected nosniff/,
  },
  {
    name: 'another X-Frame-Options',
    file: header('X-Frame-Options', 'allow'),
    expected: /X-Frame-Options: expected one of deny, sameorigin/,
  },
  { name: 'another header', file: header('Server', 'x'), expected: /headers\.Server: unknown option/ },
  {
    name: 'RequireAnyClientCert, with one',
    file: `${tls}  client_auth_type: RequireAnyClientCert\n`,
    client: { isTls: true, certificate: 'client' },
    expected: 200,
  },
  {
    name: 'RequireAnyClientCert and the key in the file, with one',
    file: () =>
      `tls_server_config:\n  cert_file: server.crt\n  key: ${pemBlock(certificates.server.key)}  client_auth_type: RequireAnyClientCert\n`,
    client: { isTls: true, certificate: 'client' },
    expected: 200,
  },
  {
    name: 'RequireAndVerifyClientCert, with one',
    file: `${tls}  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: client.crt\n`,
    client: { isTls: true, certificate: 'client' },
    expected: 200,
  },
  {
    name: 'a name of the certificate is allowed',
    file: `${tls}  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: named.crt\n  client_allowed_sans: [one, test3, two]\n`,
    client: { isTls: true, certificate: 'named' },
    expected: 200,
  },
  {
    name: 'no name of the certificate is allowed',
    file: `${tls}  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: named.crt\n  client_allowed_sans: [bad]\n`,
    client: { isTls: true, certificate: 'named' },
    expected: 403,
    differs: 'it ends the handshake with the alert "bad certificate", which Node.js cannot send',
  },
  { name: 'no rate limit', file: 'rate_limit:\n  interval: 0\n  burst: 0\n', requests: 10, expected: 200 },
  {
    name: 'a rate limit of a second',
    file: 'rate_limit:\n  interval: "1s"\n  burst: 0\n',
    requests: 10,
    expected: 429,
  },
];

async function outcome({ file, client = {}, requests = 1 }: Case) {
  const serving = await startServing(typeof file === 'function' ? file() : file);
  const { isTls = false, certificate, ...options } = client;
  const { server, client: _, ...others } = certificates;
  const own = certificate === 'client' ? certificates.client : certificate && others[certificate];
  let answer = await ask(isTls, {
    port: serving.port,
    ca: server.cert,
    ...options,
    ...(own && { cert: own.cert, key: own.key }),
  });
  for (let index = 1; index < requests; index += 1) answer = await ask(isTls, { port: serving.port });
  return answer;
}

it('has every case of the toolkit', () => {
  expect(cases).toHaveLength(27);
});

const isAnswered = ({ expected }: Case) => typeof expected === 'number';

it.each(cases.filter(isAnswered))('$name: $expected', async (each) => {
  const { status, socket } = await outcome(each);
  const cipher = each.cipher && socket.getCipher().name;
  expect({ status, cipher }).toEqual({ status: each.expected, cipher: each.cipher });
});

it.each(cases.filter((each) => !isAnswered(each)))('$name: $expected', async (each) => {
  await expect(outcome(each)).rejects.toThrow(each.expected);
});
