import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { loadWebConfig } from '../../src/web-config/load-web-config.js';
import { startDaemonProcess } from '../integration/daemon-process.js';
import { accountIds, configuredAccounts, mixedRows, organization } from '../integration/organization.js';
import { eventually } from '../patience.js';
import { simulate } from '../simulator/running-simulator.js';
import { type Certificate, makeCertificate, pemBlock } from '../web-config/certificates.js';
import { startPrometheus } from './real-prometheus.js';

const directory = mkdtempSync(join(tmpdir(), 'web-configuration-'));
const guide = readFileSync('docs/web-configuration.md', 'utf8');
const [webConfig = '', scrapeConfig = ''] = blocks('yaml');
let server: Certificate;
const password = 'fakepassword';
const hash = '$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi';

/** The code blocks of the guide in a language. */
function blocks(language: string): string[] {
  const pattern = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm');
  return [...guide.matchAll(pattern)].map(([, text = '']) => text);
}

beforeAll(() => {
  for (const script of blocks('sh'))
    execFileSync('sh', ['-eu', '-c', script], { cwd: directory, stdio: 'pipe' });
  writeFileSync(
    join(directory, 'web-config.yaml'),
    webConfig.replace('$2y$10$...', () => hash),
  );
  writeFileSync(join(directory, 'password'), password);
  server = makeCertificate(directory, { name: 'server' });
  makeCertificate(directory, { name: 'other' });
  writeFileSync(join(directory, 'empty'), '');
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function inDirectory(files: Record<string, string>) {
  return Object.fromEntries(
    Object.entries(files).map(([key, value]) => [
      key,
      key.endsWith('_file') ? join(directory, value) : value,
    ]),
  );
}

function run(line: string) {
  return spawnSync('sh', ['-c', `${line} -sS`], { cwd: directory, encoding: 'utf8' });
}

async function guidedDaemon() {
  const ids = accountIds(1);
  const simulator = await simulate(organization(ids, mixedRows));
  const configFile = join(directory, 'web-config.yaml');
  const daemon = await startDaemonProcess(simulator, {
    accounts: configuredAccounts(ids),
    web: { configFile },
  });
  return new URL(daemon.url);
}

it('lets in a Prometheus and a curl that are set up as the guide tells, and no others', async () => {
  const { port } = await guidedDaemon();
  const {
    scrape_configs: [{ job_name: _, static_configs, ...guided }],
  } = parse(scrapeConfig);
  const { tls_config, basic_auth } = guided;
  expect(static_configs).toEqual([{ targets: ['localhost:10066'] }]);
  const scraping = { ...guided, tls_config: inDirectory(tls_config), basic_auth: inDirectory(basic_auth) };
  const prometheus = await startPrometheus([`localhost:${port}`], undefined, scraping);
  const { cert_file: __, key_file: ___, ...anonymous } = scraping.tls_config;
  const stranger = await startPrometheus([`localhost:${port}`], undefined, {
    ...scraping,
    tls_config: anonymous,
  });
  const up = (scraper: typeof prometheus) =>
    eventually(async () => (await scraper.query('up'))[0]?.value, 60_000);
  try {
    expect([await up(prometheus), await up(stranger)]).toEqual([1, 0]);
    const targets = await prometheus.query('restore_test_monitor_target_up');
    expect(targets.map(({ value }) => value)).toEqual([1]);
  } finally {
    await prometheus.stop();
    await stranger.stop();
  }

  const [, command = ''] =
    blocks('text')
      .join('')
      .match(/^(curl .*)$/m) ?? [];
  const curl = command.replace('10066', port).replace('--user prometheus', `--user prometheus:${password}`);
  expect(run(curl)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('restore_test_monitor_target_up{'),
  });
  expect(run(curl.replace(password, 'wrong')).stdout).toBe('401 unauthorized\n');
  const withoutCertificate = run(curl.replace(/--cert \S+ --key \S+/, ''));
  expect(withoutCertificate.status).not.toBe(0);
  expect(withoutCertificate.stderr).toMatch(/alert certificate required|handshake failure/i);
  const ofAnother = curl.replace(/--cert \S+ --key \S+/, '--cert other.crt --key other.key');
  expect(run(ofAnother).stdout).toBe('403 forbidden\n');
  expect(run(`curl http://localhost:${port}/metrics`).stdout).toBe(
    'Client sent an HTTP request to an HTTPS server.\n',
  );
});

const tls = 'tls_server_config:\n  cert_file: server.crt\n  key_file: server.key\n';
const header = (name: string, value: string) => `http_server_config: { headers: { ${name}: ${value} } }`;

interface Row {
  readonly what: string;
  readonly text: string | (() => string);
  readonly isGood: boolean;
  /** Why promtool 2.42 sees it the other way round. */
  readonly differs?: string;
}

const newer = 'the option came after Prometheus 2.42';
const rows: Row[] = [
  { what: 'nothing', text: '', isGood: true },
  { what: 'sections without options', text: 'tls_server_config:\nbasic_auth_users:\n', isGood: true },
  { what: 'text', text: 'hello', isGood: false },
  { what: 'broken YAML', text: 'a: [', isGood: false },
  { what: 'an unknown section', text: 'tls_config: {}', isGood: false },
  { what: 'an unknown option', text: `${tls}  certificate: a`, isGood: false },
  { what: 'an option twice', text: `${tls}  key_file: server.key`, isGood: false },
  { what: 'TLS', text: tls, isGood: true },
  { what: 'no certificate', text: 'tls_server_config: { key_file: server.key }', isGood: false },
  { what: 'no key', text: 'tls_server_config: { cert_file: server.crt }', isGood: false },
  {
    what: 'an empty path of the certificate',
    text: 'tls_server_config: { cert_file: "", key_file: server.key }',
    isGood: false,
  },
  {
    what: 'a certificate that is not there',
    text: 'tls_server_config: { cert_file: a, key_file: server.key }',
    isGood: false,
  },
  {
    what: 'a key that is not there',
    text: 'tls_server_config: { cert_file: server.crt, key_file: a }',
    isGood: false,
  },
  {
    what: 'an empty certificate',
    text: 'tls_server_config: { cert_file: empty, key_file: server.key }',
    isGood: false,
  },
  {
    what: 'the key of another',
    text: 'tls_server_config: { cert_file: server.crt, key_file: other.key }',
    isGood: false,
  },
  { what: 'NoClientCert', text: `${tls}  client_auth_type: NoClientCert`, isGood: true },
  { what: 'RequestClientCert', text: `${tls}  client_auth_type: RequestClientCert`, isGood: true },
  { what: 'RequireAnyClientCert', text: `${tls}  client_auth_type: RequireAnyClientCert`, isGood: true },
  { what: 'RequireClientCert', text: `${tls}  client_auth_type: RequireClientCert`, isGood: true },
  {
    what: 'VerifyClientCertIfGiven',
    text: `${tls}  client_auth_type: VerifyClientCertIfGiven\n  client_ca_file: ca.crt`,
    isGood: true,
  },
  {
    what: 'RequireAndVerifyClientCert',
    text: `${tls}  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: ca.crt`,
    isGood: true,
  },
  { what: 'another client_auth_type', text: `${tls}  client_auth_type: Require`, isGood: false },
  { what: 'a CA without client_auth_type', text: `${tls}  client_ca_file: ca.crt`, isGood: false },
  {
    what: 'a CA that is not there',
    text: `${tls}  client_auth_type: RequireAnyClientCert\n  client_ca_file: a`,
    isGood: false,
  },
  { what: 'the known versions', text: `${tls}  min_version: TLS10\n  max_version: TLS13`, isGood: true },
  { what: 'an unknown version', text: `${tls}  min_version: TLS14`, isGood: false },
  {
    what: 'a cipher suite',
    text: `${tls}  cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, TLS_AES_128_GCM_SHA256]`,
    isGood: true,
  },
  {
    what: 'an unknown cipher suite',
    text: `${tls}  cipher_suites: [TLS_RSA_WITH_AES_2048_CBC_SHA]`,
    isGood: false,
  },
  {
    what: 'an insecure cipher suite',
    text: `${tls}  cipher_suites: [TLS_RSA_WITH_RC4_128_SHA]`,
    isGood: false,
  },
  {
    what: 'all curves',
    text: `${tls}  curve_preferences: [CurveP256, CurveP384, CurveP521, X25519]`,
    isGood: true,
  },
  { what: 'an unknown curve', text: `${tls}  curve_preferences: [CurveP257]`, isGood: false },
  { what: 'the order of the client', text: `${tls}  prefer_server_cipher_suites: false`, isGood: true },
  { what: 'no HTTP/2', text: 'http_server_config: { http2: false }', isGood: true },
  { what: 'a header', text: header('X-Frame-Options', 'deny'), isGood: true },
  { what: 'another value of a header', text: header('X-Frame-Options', 'allow'), isGood: false },
  { what: 'an empty value of a closed header', text: header('X-Content-Type-Options', '""'), isGood: false },
  { what: 'an empty value of an open header', text: header('Content-Security-Policy', '""'), isGood: true },
  { what: 'another header', text: header('Server', 'x'), isGood: false },
  { what: 'a user', text: `basic_auth_users: { alice: ${hash} }`, isGood: true },
  { what: 'a password without hash', text: 'basic_auth_users: { alice: secret }', isGood: false },
  { what: 'a user without hash', text: 'basic_auth_users:\n  alice:\n', isGood: false },
  {
    what: 'a cost beyond bcrypt',
    text: `basic_auth_users: { alice: ${hash.replace('10', '99')} }`,
    isGood: false,
  },
  { what: 'a list of users', text: 'basic_auth_users: [alice]', isGood: false },
  {
    what: 'allowed names',
    text: `${tls}  client_auth_type: RequireAnyClientCert\n  client_allowed_sans: [a]`,
    isGood: true,
    differs: newer,
  },
  {
    what: 'a certificate in the file itself',
    text: () => `tls_server_config:\n  cert: ${pemBlock(server.cert)}  key: ${pemBlock(server.key)}`,
    isGood: true,
    differs: newer,
  },
  { what: 'a rate limit', text: 'rate_limit: { interval: 1s, burst: 2 }', isGood: true, differs: newer },
  {
    what: 'cipher suites without forward secrecy',
    text: `${tls}  cipher_suites: [TLS_RSA_WITH_AES_128_CBC_SHA]`,
    isGood: false,
    differs: 'Go counts them among the insecure ones since 1.22',
  },
  {
    what: 'a CA without a certificate',
    text: `${tls}  client_auth_type: RequireAnyClientCert\n  client_ca_file: empty`,
    isGood: false,
    differs: 'it is refused by later versions',
  },
  {
    what: 'verification without a CA',
    text: `${tls}  client_auth_type: RequireAndVerifyClientCert`,
    isGood: true,
  },
  {
    what: 'a CA without its root',
    text: `${tls}  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: prometheus.crt`,
    isGood: true,
  },
  {
    what: 'TLS options without a certificate',
    text: 'tls_server_config: { min_version: TLS13 }',
    isGood: true,
  },
  {
    what: 'versions in the wrong order',
    text: `${tls}  min_version: TLS13\n  max_version: TLS12`,
    isGood: false,
    differs: 'no client could connect',
  },
  { what: 'HTTP/2', text: 'http_server_config: { http2: true }', isGood: true },
  { what: 'a number as a header', text: header('X-XSS-Protection', '0'), isGood: true },
  { what: 'a boolean as a header', text: header('Strict-Transport-Security', 'true'), isGood: true },
  { what: 'no value of a header', text: header('X-XSS-Protection', ''), isGood: true },
  { what: 'a boolean of YAML 1.1', text: 'http_server_config: { http2: no }', isGood: true },
  {
    what: 'a hash of the broken kind $2x$',
    text: `basic_auth_users: { alice: ${hash.replace('$2y', '$2x')} }`,
    isGood: false,
    differs: 'no password would fit',
  },
  { what: 'a user with a colon', text: `basic_auth_users: { "a:b": ${hash} }`, isGood: true },
];

it.each(rows)('agrees with promtool about $what, or tells why not', ({ text, isGood, differs }) => {
  const file = join(directory, 'row.yaml');
  writeFileSync(file, typeof text === 'string' ? text : text());
  const { status } = spawnSync('promtool', ['check', 'web-config', file]);
  const seen = { daemon: loadWebConfig(file).ok, promtool: status === 0 };
  expect(seen).toEqual({ daemon: isGood, promtool: differs === undefined ? isGood : !isGood });
});
