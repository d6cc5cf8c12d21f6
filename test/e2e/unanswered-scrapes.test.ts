import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { startDaemonProcess } from '../integration/daemon-process.js';
import { accountIds, configuredAccounts, mixedRows, organization } from '../integration/organization.js';
import { eventually } from '../patience.js';
import { simulate } from '../simulator/running-simulator.js';
import { makeCertificate } from '../web-config/certificates.js';
import { type RealPrometheus, startPrometheus } from './real-prometheus.js';

const directory = mkdtempSync(join(tmpdir(), 'unanswered-scrapes-'));
const runbook = readFileSync('docs/runbooks/AWSBackupRestoreTestMonitorAbsent.md', 'utf8');
const { groups } = parse(readFileSync('config/prometheus/restore-test-monitor.rules.yaml', 'utf8')) as {
  groups: { rules: { alert: string; expr: string }[] }[];
};
const ids = accountIds(1);

const hash = '$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi';
const tls = (name: string) => `tls_server_config:\n  cert_file: ${name}.crt\n  key_file: ${name}.key\n`;
const clients = '  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: ca.crt\n';
const users = `basic_auth_users: { prometheus: ${hash} }\n`;

/** Why each daemon is not scraped, the web configuration that it starts with, and what Prometheus says; the first is broken later. */
const daemons: readonly Unanswering[] = [
  {
    what: 'a file that is wrong',
    first: tls('server'),
    error: 'HTTP status 500',
  },
  { what: 'a user that Prometheus is not told', first: tls('server') + users, error: 'HTTP status 401' },
  { what: 'a certificate that has expired', first: tls('expired'), error: 'certificate has expired' },
  {
    what: 'a certificate of a stranger',
    first: tls('stranger'),
    error: 'certificate signed by unknown authority',
  },
  {
    what: 'client certificates that Prometheus has none of',
    first: tls('server') + clients,
    error: 'tls: certificate required',
  },
  {
    what: 'a client certificate of another CA',
    first: tls('server') + clients,
    client: 'stranger',
    error: 'HTTP status 403',
  },
  {
    what: 'TLS that Prometheus is not told of',
    first: tls('server'),
    scheme: 'http',
    error: 'HTTP status 400',
  },
];

interface Unanswering {
  readonly what: string;
  readonly first: string;
  readonly error: string;
  readonly scheme?: string;
  /** The certificate that Prometheus shows. */
  readonly client?: string;
}

beforeAll(() => {
  const issuer = makeCertificate(directory, { name: 'ca', isCa: true });
  const sans = ['DNS:localhost'];
  makeCertificate(directory, { name: 'server', issuer, sans });
  makeCertificate(directory, { name: 'expired', issuer, sans, hasExpired: true });
  makeCertificate(directory, { name: 'stranger', sans });
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

function identity(client: string | undefined) {
  if (client === undefined) return {};
  return { cert_file: join(directory, `${client}.crt`), key_file: join(directory, `${client}.key`) };
}

function expressionOf(name: string): string {
  return groups.flatMap(({ rules }) => rules).find(({ alert }) => alert === name)?.expr ?? '';
}

async function start(name: string, webConfig: string) {
  const configFile = join(directory, `${name}.yaml`);
  writeFileSync(configFile, webConfig);
  const simulator = await simulate(organization(ids, mixedRows));
  const { url } = await startDaemonProcess(simulator, {
    accounts: configuredAccounts(ids),
    sharding: { totalShards: 2, shard: 0 },
    web: { configFile },
  });
  return { address: new URL(url).host.replace('127.0.0.1', 'localhost'), configFile };
}

/** The rows of the runbook's table for an error of Prometheus. */
function rowsFor(error: string): string[] {
  const rows = [...runbook.matchAll(/^\| `(.+?)` +\|/gm)].map(([, words = '']) => words);
  return rows.filter((words) => words.split('`, `').some((each) => error.includes(each)));
}

/** Why each target is not scraped, as the page of Prometheus shows it; undefined until all were tried. */
async function errorsOf(prometheus: RealPrometheus): Promise<Record<string, string> | undefined> {
  const { activeTargets } = await prometheus.get<{ activeTargets: Target[] }>('targets', {});
  const errors = activeTargets.map(({ labels, lastError }) => [labels['what'], lastError]);
  return errors.every(([, error]) => error) ? Object.fromEntries(errors) : undefined;
}

interface Target {
  readonly labels: Readonly<Record<string, string>>;
  readonly lastError: string;
}

it('a daemon that answers no scrape is absent or a missing shard, and the runbook knows what Prometheus says', async () => {
  const started: Awaited<ReturnType<typeof start>>[] = [];
  for (const [index, { first }] of daemons.entries()) started.push(await start(`web-${index}`, first));
  const [broken] = started;
  writeFileSync(broken?.configFile ?? '', `${tls('server')}nonsense`);
  const jobs = daemons.map(({ what, scheme = 'https', client }, index) => ({
    job_name: `daemon-${index}`,
    scheme,
    tls_config: { ca_file: join(directory, 'ca.crt'), server_name: 'localhost', ...identity(client) },
    static_configs: [{ targets: [started[index]?.address], labels: { what } }],
  }));
  const prometheus = await startPrometheus([], undefined, {}, jobs);
  const firing = async (name: string) =>
    (await prometheus.query(expressionOf(`AWSBackupRestoreTestMonitor${name}`))).map(({ value }) => value);
  try {
    await eventually(
      async () => (await prometheus.query('up == 0')).length === daemons.length || undefined,
      60_000,
    );
    const errors = await eventually(() => errorsOf(prometheus), 10_000);
    expect(Object.fromEntries(Object.entries(errors).map(([what, error]) => [what, rowsFor(error)]))).toEqual(
      Object.fromEntries(daemons.map(({ what, error }) => [what, [error]])),
    );
    expect([await firing('Absent'), await firing('ShardMissing')]).toEqual([[1], []]);

    writeFileSync(broken?.configFile ?? '', tls('server'));
    await eventually(async () => (await prometheus.query('up == 1')).length === 1 || undefined, 10_000);
    expect([await firing('Absent'), await firing('ShardMissing')]).toEqual([[], [1]]);
  } finally {
    await prometheus.stop();
  }
});
