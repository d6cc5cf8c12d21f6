import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { formatProblem } from '../../src/problems/problem.js';
import { loadWebConfig } from '../../src/web-config/load-web-config.js';
import { makeCertificate } from '../web-config/certificates.js';
import { mutate, mutations } from './json-mutations.js';
import { fuzzing, fuzzTimeoutMs } from './runs.js';

const directory = mkdtempSync(join(tmpdir(), 'web-config-'));
const hash = '$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi';
const longestLine = 2000;
let everyOption = '';
let secrets: readonly string[] = [];

beforeAll(() => {
  const { certFile, keyFile } = makeCertificate(directory, { name: 'server', sans: ['DNS:localhost'] });
  const key = readFileSync(keyFile, 'utf8');
  secrets = [
    hash.slice(7),
    ...key.split('\n').filter((line) => line.length > 20 && !line.includes('PRIVATE')),
  ];
  everyOption = JSON.stringify({
    tls_server_config: {
      cert: readFileSync(certFile, 'utf8'),
      key,
      client_ca: readFileSync(certFile, 'utf8'),
      client_auth_type: 'RequireAndVerifyClientCert',
      client_allowed_sans: ['prometheus.monitoring.svc'],
      min_version: 'TLS12',
      max_version: 'TLS13',
      cipher_suites: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'],
      curve_preferences: ['CurveP256'],
      prefer_server_cipher_suites: true,
    },
    http_server_config: { headers: { 'X-Frame-Options': 'deny' } },
    basic_auth_users: { prometheus: hash },
    rate_limit: { interval: '100ms', burst: 20 },
  });
});

afterAll(() => rmSync(directory, { recursive: true }));

const mutated = mutations.map((changes) => () => {
  const json = mutate(everyOption, changes);
  return isJson(json) ? stringify(JSON.parse(json)) : json;
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

it('reads the one that the changes begin with', () => {
  expect(loadWebConfig('web.yaml', () => ({ ok: true, value: everyOption }))).toMatchObject({ ok: true });
});

it(
  'a web configuration with values changed is one, or gives problems of one line each without a secret',
  () => {
    const property = fc.property(mutated, (textOf) => {
      const text = textOf();
      const read = (file: string) =>
        file === 'web.yaml'
          ? ({ ok: true, value: text } as const)
          : ({ ok: false, failure: 'not there' } as const);
      const loaded = loadWebConfig('web.yaml', read);
      const lines = loaded.ok ? [] : loaded.failure.map(formatProblem);
      expect(loaded.ok || lines.length > 0).toBe(true);
      expect(lines.filter((line) => /[\r\n]/.test(line) || line.length > longestLine)).toEqual([]);
      expect(lines.filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([]);
    });
    fc.assert(property, fuzzing(200));
  },
  fuzzTimeoutMs,
);
