import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get as getPlain } from 'node:http';
import { get as getSecure } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { awsEnvironment } from '../../integration/daemon-config.js';
import { runProcess } from '../../integration/daemon-process.js';
import { eventually } from '../../patience.js';
import { simulate, twoAccounts } from '../../simulator/running-simulator.js';
import { makeCertificate } from '../../web-config/certificates.js';
import { freePort } from '../real-prometheus.js';
import { ciFile, type Manifest, manifestsOf, template } from './real-helm.js';
import { type Container, mount, type Probe, podOf } from './rendered-pod.js';

let directory: string;
let others: Readonly<Record<string, string>>;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'restore-test-monitor-probes-'));
  const { cert, key } = makeCertificate(directory, { name: 'localhost', isCa: true });
  others = { 'web/tls.crt': cert, 'web/tls.key': key, 'web/ca.crt': cert };
});

afterAll(() => rmSync(directory, { recursive: true }));

it.each([
  { name: 'config-reload', liveness: 'GET http', readiness: 'GET http', scrape: 'http 200' },
  { name: 'web-config', liveness: 'GET https', readiness: 'connect', scrape: 'https 401' },
  { name: 'client-certificates', liveness: 'connect', readiness: 'connect', scrape: 'https refused' },
])('$name has probes, a test and an endpoint that fit what the daemon serves', async (expected) => {
  const manifests = await renderMonitored(expected.name);
  const port = await startRendered(manifests);
  const { livenessProbe = {}, readinessProbe = {} } = podOf(manifests).containers[0];
  await eventually(async () => (await passes(readinessProbe, port)) || undefined, 20_000);
  expect({
    name: expected.name,
    liveness: (await passes(livenessProbe, port)) && kindOf(livenessProbe),
    readiness: kindOf(readinessProbe),
    scrape: await scrape(manifests, port),
  }).toEqual(expected);
  expect(await runTestPod(manifests, port)).toBe(0);
  expect(await runTestPod(manifests, await freePort())).not.toBe(0);
});

/** With a ServiceMonitor unless the values have another, and with another path of the metrics. */
async function renderMonitored(name: string): Promise<Manifest[]> {
  const file = join(directory, 'values.yaml');
  const serviceMonitor = { enabled: name !== 'client-certificates' };
  writeFileSync(
    file,
    JSON.stringify({ serviceMonitor, config: { web: { telemetryPath: '/tests/metrics' } } }),
  );
  return manifestsOf(await template('v4.1', [ciFile(name), file]));
}

/** The daemon as the pod would run it, on a free port of this machine, which is the result. */
async function startRendered(manifests: readonly Manifest[]): Promise<number> {
  const simulator = await simulate(twoAccounts);
  const port = await freePort();
  const args = mount(manifests, directory, others).map((arg) =>
    arg.startsWith('--web.listen-address=') ? `--web.listen-address=127.0.0.1:${port}` : arg,
  );
  const { output } = runProcess(args, { env: awsEnvironment(simulator) });
  await eventually(() => output().stdout.includes('"msg":"listening"') || undefined, 20_000);
  return port;
}

function kindOf({ httpGet }: Probe): string {
  return httpGet ? `GET ${httpGet.scheme === 'HTTPS' ? 'https' : 'http'}` : 'connect';
}

/** As the kubelet does it: certificates are not checked, and 200 to 399 will do. */
async function passes({ httpGet }: Probe, port: number): Promise<boolean> {
  if (!httpGet) return canConnect(port);
  const headers = Object.fromEntries((httpGet.httpHeaders ?? []).map(({ name, value }) => [name, value]));
  const scheme = httpGet.scheme === 'HTTPS' ? 'https' : 'http';
  const status = await statusOf(`${scheme}://127.0.0.1:${port}${httpGet.path}`, headers);
  return status !== undefined && status >= 200 && status < 400;
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

function statusOf(url: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  const get = url.startsWith('https:') ? getSecure : getPlain;
  return new Promise((resolve) => {
    get(url, { headers, rejectUnauthorized: false, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', () => resolve(undefined));
  });
}

/** What the endpoint of the ServiceMonitor or PodMonitor answers to a scrape without a user and a certificate. */
async function scrape(manifests: readonly Manifest[], port: number): Promise<string> {
  const monitor = manifests.find(({ kind }) => kind.endsWith('Monitor'))?.spec;
  const endpoints = (monitor?.['endpoints'] ?? monitor?.['podMetricsEndpoints']) as [
    { scheme: string; path: string },
  ];
  const [{ scheme, path }] = endpoints;
  return `${scheme} ${(await statusOf(`${scheme}://127.0.0.1:${port}${path}`)) ?? 'refused'}`;
}

/** The exit code of what `helm test` runs, with the daemon in the place of its Service. */
function runTestPod(manifests: readonly Manifest[], port: number): Promise<number | null> {
  const pod = manifests.find(({ kind }) => kind === 'Pod')?.spec as { containers: [Container] };
  const [{ command: [, ...args] = [], env = [] }] = pod.containers;
  const given = env.map(({ name, value = '' }) => [
    name,
    name === 'PORT'
      ? String(port)
      : value.replace(/[\w.-]+\.svc(:\d+)?/, (_, at) => `127.0.0.1${at ? `:${port}` : ''}`),
  ]);
  const child = spawn(process.execPath, args, { env: Object.fromEntries(given), stdio: 'ignore' });
  return new Promise((resolve) => child.on('close', resolve));
}
