import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { configWarnings } from '../../src/config/config-warnings.js';
import { type ConfigSources, loadConfig } from '../../src/config/load-config.js';
import type { Problem } from '../../src/problems/problem.js';
import { type ProblemCode, problemCodes } from '../../src/problems/problem-codes.js';
import { parseScenario } from '../../src/simulator/scenario/load-scenario.js';
import { loadWebConfig } from '../../src/web-config/load-web-config.js';
import { makeCertificate } from '../web-config/certificates.js';

const now = new Date('2026-11-30T12:00:00Z');
const directory = mkdtempSync(join(tmpdir(), 'problem-codes-'));
const file = join(directory, 'file.yaml');
beforeAll(() => {
  makeCertificate(directory, { name: 'server' });
});
afterAll(() => rmSync(directory, { recursive: true }));

type Load = () => readonly Problem[];

function config(text: string, sources: Partial<ConfigSources> = {}): Load {
  return () => {
    writeFileSync(file, text);
    const loaded = loadConfig({ file, flags: {}, env: { AWS_REGION: 'eu-west-1' }, now, ...sources });
    return loaded.ok ? configWarnings(loaded.value, file, now) : loaded.failure;
  };
}

function restarted(text: string): Load {
  const running = loadConfig({ flags: {}, env: { AWS_REGION: 'eu-west-1' } });
  if (!running.ok) throw new Error('the defaults are not valid');
  return config(text, { running: running.value });
}

function web(text: string): Load {
  return () => {
    writeFileSync(file, text);
    const loaded = loadWebConfig(file);
    return loaded.ok ? loaded.value.warnings : loaded.failure;
  };
}

function scenario(text: string): Load {
  return () => {
    const parsed = parseScenario(text, file);
    return parsed.ok ? [] : parsed.failure;
  };
}

const role = 'roleArn: arn:aws:iam::111122223333:role/r';
const hash = '$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi';
const manyKeys = Array.from({ length: 100_001 }, (_, index) => `a${index}: *h`).join(', ');
const tls = 'cert_file: server.crt, key_file: server.key';

const cases: readonly [ProblemCode, Load][] = [
  ['unreadable-file', config('', { file: join(directory, 'absent.yaml') })],
  ['invalid-yaml', config('a: [')],
  ['invalid-yaml', config('['.repeat(300))],
  ['too-many-values', web(`basic_auth_users: { a: &h ${hash}, ${manyKeys} }`)],
  ['invalid-key', config('{ [a]: 1 }')],
  ['option-without-value', config('{ lookback30d }')],
  ['repeated-option', config('lookback: 30d\nlookback: 30d')],
  ['unknown-anchor', config('lookback: *a')],
  ['invalid-merge', config('<<: 1')],
  ['unset-variable', config('lookback: ${ABSENT}')],
  ['malformed-reference', config('lookback: ${')],
  ['unknown-option', config('lokback: 30d')],
  ['missing-option', config('organization: {}')],
  ['wrong-type', config('accounts: 1')],
  ['invalid-value', config('lookback: month')],
  ['invalid-value', config('', { flags: { 'log.level': 'loud' } })],
  ['out-of-range', config('lookback: 1d')],
  ['out-of-range', config('rateLimit: 0')],
  ['no-region', config('', { env: {} })],
  ['repeated-region', config('regions: [eu-west-1, eu-west-1]')],
  ['mixed-partitions', config('regions: [eu-west-1, cn-north-1]')],
  ['repeated-target', config(`accounts: [{ id: "111122223333", ${role} }, { id: "111122223333", ${role} }]`)],
  ['foreign-role', config(`accounts: [{ id: "222233334444", ${role} }]`)],
  ['missing-role', config('accounts: [{ id: "111122223333" }, { id: "222233334444" }]')],
  ['needless-external-id', config('accounts: [{ id: "111122223333", externalId: abc }]')],
  ['contradicting-limits', config('retry: { delay: 1m }')],
  ['shadowed-objective', config('objectives: [{ maxDuration: 1h }, { plan: p, maxDuration: 1h }]')],
  ['nameless-objective', config('objectives: [{ regions: [eu-*], maxDuration: 1h }]')],
  [
    'units-without-organization',
    config('objectives: [{ name: tier-1, organizationalUnits: [r-ab12], maxDuration: 1h }]'),
  ],
  ['unread-tag', config('objectives: [{ name: a, tags: [tier], maxDuration: 1h }]')],
  ['unwatched-account', config(`accounts: [{ id: "111122223333" }]\nobjectives: [{ provenIn: [other] }]`)],
  ['boundless-exception', config('exceptions: [{ reason: all, until: 2026-12-31 }]')],
  [
    'repeated-exception',
    config(
      'exceptions: [&a { name: a, plan: p, reason: once, until: 2026-12-31 }, { <<: *a, reason: twice }]',
    ),
  ],
  ['distant-end', config('exceptions: [{ plan: p, reason: for ever, until: 2027-12-01 }]')],
  ['unknown-shard', config('sharding: { shard: 2, totalShards: 2 }')],
  ['unknown-shard', config('', { flags: { 'sharding.shard': '2' } })],
  ['needs-restart', restarted('log: { format: json }')],
  ['invalid-variable', config('', { env: { AWS_REGION: 'eu-west-1', AWS_PROFILE: 'a ' } })],
  ['invalid-variable', config('', { env: { AWS_REGION: 'eu-west-1', https_proxy: 'proxy:3128' } })],
  ['incomplete-tls', web('tls_server_config: { cert_file: server.crt }')],
  ['invalid-tls-material', web('tls_server_config: { cert_file: server.key, key_file: server.key }')],
  [
    'contradicting-tls-versions',
    web(`tls_server_config: { ${tls}, min_version: TLS13, max_version: TLS12 }`),
  ],
  [
    'unknown-reference',
    scenario(
      '{ regions: [eu-west-1], accounts: [{ id: 111122223333, name: a }], organization: { management: b } }',
    ),
  ],
  ['option-without-effect', web(`tls_server_config: { ${tls}, client_allowed_sans: [a] }`)],
  ['no-series-per-resource', config('metrics: { perResource: { enabled: false } }')],
  ['unknown-region', config('regions: [eu-cental-1]')],
  ['nothing-watched', config('exclude: { regions: ["*"] }')],
  ['expired-exception', config('exceptions: [{ plan: p, reason: over, until: 2026-11-29 }]')],
  ['ending-exception', config('exceptions: [{ plan: p, reason: soon, until: 2026-11-30 }]')],
  ['unsupported-http2', web('http_server_config: { http2: true }')],
  ['unusable-user', web(`basic_auth_users: { "a:b": ${hash} }`)],
  ['every-request-refused', web('rate_limit: { interval: 1s }')],
  ['plain-http', web('tls_server_config: { min_version: TLS13 }')],
  ['any-client-accepted', web(`tls_server_config: { ${tls}, client_auth_type: RequireAndVerifyClientCert }`)],
  [
    'no-client-accepted',
    web(`tls_server_config: { ${tls}, client_auth_type: RequireAnyClientCert, client_allowed_sans: [] }`),
  ],
];

describe('the code', () => {
  it.each(cases)('%s is that of the only problem', (code, load) => {
    expect(load().map((problem) => problem.code)).toEqual([code]);
  });

  it('is one that something provokes and that the documentation explains', () => {
    const [, chapter = ''] = readFileSync('docs/configuration.md', 'utf8').split('\n## Problems\n');
    const documented = Array.from(chapter.matchAll(/^\| `([a-z0-9-]+)` +\| [A-Z]/gm), ([, code]) => code);
    const codes = Object.keys(problemCodes);
    expect([...new Set(cases.map(([code]) => code))]).toEqual(codes);
    expect(documented).toEqual(codes);
  });
});
