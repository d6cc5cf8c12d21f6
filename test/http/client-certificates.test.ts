import { writeFileSync } from 'node:fs';
import { Agent, type Agent as SecureAgent } from 'node:https';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseSubjectAltName } from '../../src/http/client-certificate.js';
import { type Certificate, makeCertificate } from '../web-config/certificates.js';
import { outcomeOf } from './asking.js';
import { directory, startServing } from './serving.js';

let server: Certificate;
let clients: Record<string, Certificate | undefined>;

const make = (name: string, options: object = {}) => makeCertificate(directory, { name, ...options });

beforeAll(() => {
  server = make('server', { sans: ['DNS:localhost', 'IP:127.0.0.1'] });
  const ca = make('ca', { isCa: true });
  const intermediate = make('intermediate', { isCa: true, issuer: ca });
  const otherCa = make('other-ca', { isCa: true });
  writeFileSync(join(directory, 'bundle.crt'), intermediate.cert + ca.cert);
  const below = make('below', { issuer: intermediate });
  clients = {
    none: undefined,
    plain: make('plain', { issuer: ca }),
    dns: make('dns', { issuer: ca, sans: ['DNS:prometheus.example'] }),
    wildcard: make('wildcard', { issuer: ca, sans: ['DNS:*.example'] }),
    ipv4: make('ipv4', { issuer: ca, sans: ['IP:10.0.0.1'] }),
    ipv6: make('ipv6', { issuer: ca, sans: ['DNS:other', 'IP:2001:db8::1'] }),
    email: make('email', { issuer: ca, sans: ['email:sre@example'] }),
    uri: make('uri', { issuer: ca, sans: ['URI:spiffe://example/prometheus'] }),
    // Its name pretends to be two.
    forger: make('forger', { issuer: ca, sans: ['DNS:a, DNS:prometheus.example'] }),
    chain: { ...below, cert: below.cert + intermediate.cert },
    below,
    expired: make('expired', { issuer: ca, hasExpired: true }),
    stranger: make('stranger', { issuer: otherCa, sans: ['DNS:prometheus.example'] }),
    selfSigned: make('self-signed'),
  };
});

const tls = (rest: string) => `tls_server_config:\n  cert_file: server.crt\n  key_file: server.key\n${rest}`;
const withCa = (policy: string, ca = 'ca.crt') =>
  tls(`  client_auth_type: ${policy}\n  client_ca_file: ${ca}\n`);
const withSans = (...sans: string[]) =>
  `${withCa('RequireAndVerifyClientCert')}  client_allowed_sans: [${sans.join(', ')}]\n`;

function identity(name: string) {
  const client = clients[name];
  return { ca: server.cert, ...(client && { cert: client.cert, key: client.key }) };
}

describe('client certificates', () => {
  const required = 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED';
  const refused = '403';

  it.each<[string, () => string, Record<string, string>]>([
    ['NoClientCert', () => tls('  client_auth_type: NoClientCert\n'), { none: '200', stranger: '200' }],
    [
      'RequestClientCert',
      () => tls('  client_auth_type: RequestClientCert\n'),
      { none: '200', plain: '200', stranger: '200', expired: '200' },
    ],
    [
      'RequireAnyClientCert',
      () => tls('  client_auth_type: RequireAnyClientCert\n'),
      { none: required, plain: '200', stranger: '200', selfSigned: '200' },
    ],
    [
      'RequireClientCert',
      () => tls('  client_auth_type: RequireClientCert\n'),
      { none: required, selfSigned: '200' },
    ],
    [
      'VerifyClientCertIfGiven',
      () => withCa('VerifyClientCertIfGiven'),
      { none: '200', plain: '200', stranger: refused, expired: refused },
    ],
    [
      'RequireAndVerifyClientCert',
      () => withCa('RequireAndVerifyClientCert'),
      {
        none: required,
        plain: '200',
        chain: '200',
        below: refused,
        expired: refused,
        stranger: refused,
        selfSigned: refused,
      },
    ],
    [
      'RequireAndVerifyClientCert with the intermediate CA in the file, too',
      () => withCa('RequireAndVerifyClientCert', 'bundle.crt'),
      { below: '200', plain: '200', stranger: refused },
    ],
    [
      'RequireAndVerifyClientCert with the intermediate CA alone',
      () => withCa('RequireAndVerifyClientCert', 'intermediate.crt'),
      { below: '200', plain: refused, stranger: refused },
    ],
    [
      'RequireAndVerifyClientCert without a CA',
      () => tls('  client_auth_type: RequireAndVerifyClientCert\n'),
      { none: required, plain: refused, selfSigned: refused },
    ],
    [
      'RequestClientCert with a name',
      () => tls('  client_auth_type: RequestClientCert\n  client_allowed_sans: [prometheus.example]\n'),
      { none: '200', stranger: '200', selfSigned: refused },
    ],
    [
      'an empty list of names',
      () => `${withCa('RequireAndVerifyClientCert')}  client_allowed_sans: []\n`,
      { none: required, dns: refused },
    ],
    [
      'RequireAndVerifyClientCert with a certificate that is its own CA',
      () => withCa('RequireAndVerifyClientCert', 'self-signed.crt'),
      { selfSigned: '200', plain: refused },
    ],
    [
      'RequireAnyClientCert with a name',
      () => tls('  client_auth_type: RequireAnyClientCert\n  client_allowed_sans: [prometheus.example]\n'),
      { none: required, stranger: '200', selfSigned: refused },
    ],
    [
      'a name',
      () => withSans('other.example', 'prometheus.example'),
      {
        dns: '200',
        wildcard: refused,
        stranger: refused,
        plain: refused,
        forger: refused,
        none: required,
      },
    ],
    ['a part of a name', () => withSans('prometheus'), { dns: refused }],
    ['a pattern', () => withSans("'*.example'"), { dns: refused, wildcard: '200' }],
    ['an address', () => withSans('10.0.0.1'), { ipv4: '200', ipv6: refused }],
    ['an address of IPv6', () => withSans("'2001:db8:0::1'"), { ipv6: '200', ipv4: refused }],
    ['an e-mail address', () => withSans('sre@example'), { email: '200', dns: refused }],
    ['a URI', () => withSans('spiffe://example/prometheus'), { uri: '200', dns: refused }],
  ])('%s', async (_, webConfig, expected) => {
    const serving = await startServing(webConfig());
    const outcomes = Object.keys(expected).map(async (name) => [
      name,
      await outcomeOf(serving.get(identity(name))),
    ]);
    expect(Object.fromEntries(await Promise.all(outcomes))).toEqual(expected);
  });

  it.each([
    ['TLSv1.2', /^(EPROTO|ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE)$/],
    ['TLSv1.3', /^ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED$/],
  ] as const)('are needed with %s, too', async (version, alert) => {
    const serving = await startServing(withCa('RequireAndVerifyClientCert'));
    const options = { minVersion: version, maxVersion: version };
    expect(await outcomeOf(serving.get({ ...identity('none'), ...options }))).toMatch(alert);
    expect(await outcomeOf(serving.get({ ...identity('plain'), ...options }))).toBe('200');
  });

  it('that are refused are told of with the reason', async () => {
    const serving = await startServing(withSans('other.example'));
    for (const name of ['none', 'stranger', 'dns']) await outcomeOf(serving.get(identity(name)));
    expect(serving.told).toEqual([
      '127.0.0.1: TLS: peer did not return a certificate',
      '127.0.0.1: the client certificate is not valid: UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      '127.0.0.1: no subject alternative name of the client certificate is among client_allowed_sans',
    ]);
  });

  it('are asked for in a resumed session as in a new one', async () => {
    const serving = await startServing(withCa('RequireAndVerifyClientCert'));
    const agent: SecureAgent = new Agent({ maxCachedSessions: 10 });
    const options = { ...identity('plain'), agent, headers: { connection: 'close' } };
    const first = await serving.get(options);
    const second = await serving.get(options);
    expect([first.status, second.status, second.socket.isSessionReused()]).toEqual([200, 200, true]);
    serving.write(withCa('RequireAndVerifyClientCert', 'other-ca.crt'));
    expect(await outcomeOf(serving.get(options))).toBe(refused);
    agent.destroy();
  });
});

describe('subject alternative names', () => {
  it.each<[string, string[]]>([
    ['', []],
    ['DNS:a, DNS:b', ['a', 'b']],
    ['DNS:"a, DNS:b"', ['a, DNS:b']],
    ['URI:"http://a/\\"b\\",c", IP Address:10.0.0.1', ['http://a/"b",c', '10.0.0.1']],
    ['DirName:"CN = DNS:a", othername:<unsupported>, email:a@b', ['a@b']],
    ['othername: UPN:a, DNS:b', ['b']],
    ['IP Address:2001:DB8:0:0:0:0:0:1', ['2001:DB8:0:0:0:0:0:1']],
  ])('of %j', (text, expected) => {
    expect(parseSubjectAltName(text)).toEqual(expected);
  });
});
