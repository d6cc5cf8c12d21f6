import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { freePort } from '../e2e/real-prometheus.js';
import { awsEnvironment } from '../integration/daemon-config.js';
import { parseExposition, select, sum } from '../integration/exposition-lines.js';
import { accountIds, configuredAccounts, mixedRows, organization } from '../integration/organization.js';
import { eventually, hasBeenQuick } from '../patience.js';
import { simulate } from '../simulator/running-simulator.js';
import { baseImages, podman, standIns } from './podman.js';

const image = 'localhost/restore-test-monitor-test/image:1';
const revision = '0123456789abcdef0123456789abcdef01234567';
const created = '2026-01-02T03:04:05Z';
/** As a strict cluster runs it. */
const strict = [
  '--read-only',
  '--read-only-tmpfs=false',
  '--cap-drop=ALL',
  '--security-opt=no-new-privileges',
  '--user=65532',
  '--network=host',
];

const addresses = {
  SOURCE: 'https://git.example.com/restore-test-monitor',
  URL: 'https://example.com/restore-test-monitor',
  DOCUMENTATION: 'https://example.com/restore-test-monitor/docs',
};

let base: string;
let context: string;
beforeAll(async () => {
  const bases = await baseImages();
  base = bases.BASE;
  context = checkoutWithUmask('027');
  const buildArgs = {
    ...bases,
    NODE: '/nodejs/bin/node',
    REVISION: revision,
    CREATED: created,
    ...addresses,
  };
  await podman(
    [
      'build',
      '--isolation=chroot',
      '--layers=false',
      '--format=docker',
      '--pull=never',
      '--network=host',
      ...Object.entries(buildArgs).map(([name, value]) => `--build-arg=${name}=${value}`),
      `--tag=${image}`,
      context,
    ],
    300_000,
  );
}, 480_000);
afterAll(async () => {
  rmSync(context, { recursive: true });
  await podman(['rmi', '--force', image, ...Object.values(standIns)]);
});

/** What the image is built from, as somebody has it who lets no others read new files. */
function checkoutWithUmask(umask: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'restore-test-monitor-context-'));
  const files = ['.dockerignore', 'Dockerfile', ...includedInContext()];
  const copy = `umask ${umask}; tar c "$@" | tar x --no-same-permissions -C ${directory}`;
  execFileSync('sh', ['-ec', copy, 'sh', ...files]);
  return directory;
}

function includedInContext(): string[] {
  const lines = readFileSync('.dockerignore', 'utf8').split('\n');
  return lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
}

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

/** The id of a container that runs and is removed after the test. */
async function start(
  args: readonly string[],
  options: { env?: Record<string, string>; config?: object } = {},
): Promise<string> {
  const variables = Object.entries(options.env ?? {}).map(([name, value]) => `--env=${name}=${value}`);
  const id = await podman([
    'run',
    '--detach',
    ...strict,
    ...variables,
    ...(options.config ? [`--volume=${configFile(options.config)}:/etc/restore-test-monitor:ro`] : []),
    image,
    ...args,
  ]);
  cleanUps.push(() => podman(['rm', '--force', '--time=0', id]));
  return id;
}

/** A directory with the configuration that anybody may read. */
function configFile(config: object): string {
  const directory = mkdtempSync(join(tmpdir(), 'restore-test-monitor-'));
  cleanUps.push(async () => rmSync(directory, { recursive: true }));
  writeFileSync(join(directory, 'config.yaml'), stringify(config), { mode: 0o644 });
  chmodSync(directory, 0o755);
  return directory;
}

async function scrape(address: string) {
  const response = await fetch(`http://${address}/metrics`).catch(() => undefined);
  return response?.ok ? parseExposition(await response.text()) : undefined;
}

it('serves, is healthy and stops gracefully, read-only and without a capability', async () => {
  const ids = accountIds(2);
  const simulator = await simulate(organization(ids, mixedRows));
  const address = `127.0.0.1:${await freePort()}`;
  const id = await start([], {
    config: { accounts: configuredAccounts(ids), poll: { jitter: '0s' } },
    env: { ...awsEnvironment(simulator), RESTORE_TEST_MONITOR_WEB_LISTEN_ADDRESS: address },
  });
  const samples = await eventually(async () => {
    const scraped = await scrape(address);
    return scraped && sum(scraped, 'restore_test_monitor_target_up') === ids.length ? scraped : undefined;
  }, 30_000);
  expect(sum(samples, 'aws_backup_restore_jobs')).toBe(20);
  expect(select(samples, 'restore_test_monitor_build_info', { revision })).toEqual([1]);
  expect(await podman(['healthcheck', 'run', id])).toBe('');

  const startedAt = performance.now();
  await podman(['stop', '--time=30', id]);
  expect(hasBeenQuick(startedAt, 10_000)).toBe(true);
  expect(await podman(['inspect', '--format={{.State.ExitCode}}', id])).toBe('0');
  const log = (await podman(['logs', id])).split('\n').map((line) => JSON.parse(line));
  expect(log.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['starting', 'listening', 'stopped']));
});

it('is unhealthy where nothing serves', async () => {
  const id = await start(['--web.listen-address', `127.0.0.1:${await freePort()}`], {
    env: {
      AWS_REGION: 'eu-west-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      RESTORE_TEST_MONITOR_WEB_LISTEN_ADDRESS: `127.0.0.1:${await freePort()}`,
    },
  });
  await expect(podman(['healthcheck', 'run', id])).rejects.toThrow('\nunhealthy');
});

it('runs the demo', async () => {
  const address = `127.0.0.1:${await freePort()}`;
  await start(['demo', '--web.listen-address', address]);
  const jobs = await eventually(async () => {
    const samples = await scrape(address);
    return (samples && sum(samples, 'aws_backup_restore_jobs')) || undefined;
  }, 30_000);
  expect(jobs).toBeGreaterThan(0);
});

it('takes a command, and has the defaults where no configuration is mounted', async () => {
  const checked = await podman([
    'run',
    '--rm',
    ...strict,
    '--env=AWS_REGION=eu-west-1',
    image,
    'check-config',
  ]);
  expect(checked).toMatch(/^\/etc\/restore-test-monitor\/config\.yaml: valid: 1 account, 1 region/);
  const version = await podman(['run', '--rm', ...strict, image, '--version']);
  expect(version).toContain(`(revision ${revision}, node v24.`);
});

it('has the plain command in its PATH, for who enters a running container', async () => {
  const id = await start([], {
    env: { AWS_REGION: 'eu-west-1', RESTORE_TEST_MONITOR_WEB_LISTEN_ADDRESS: ':0' },
  });
  expect(await podman(['exec', id, 'restore-test-monitor', '--version'])).toContain(revision);
});

it('is readable for anybody, and writable for its owner alone, whatever the umask of the checkout', async () => {
  const list = `const walk = (path) => fs.statSync(path).isDirectory() ? [path, ...fs.readdirSync(path).flatMap((name) => walk(path + '/' + name))] : [path];
    const roots = ['/app', '/etc/restore-test-monitor', '/usr/local/bin/restore-test-monitor'];
    console.log([...new Set(roots.flatMap(walk).map((path) => { const { mode } = fs.statSync(path); return (mode & 0o40000 ? 'd' : 'f') + (mode & 0o777).toString(8); }))].sort().join())`;
  expect(await podman(['run', '--rm', ...strict, '--entrypoint=node', image, '-e', list])).toBe(
    'd755,f644,f755',
  );
});

it('is labelled', async () => {
  const labels = JSON.parse(await podman(['inspect', '--format={{json .Config.Labels}}', image]));
  expect(labels).toMatchObject({
    'org.opencontainers.image.title': 'restore-test-monitor',
    'org.opencontainers.image.licenses': 'Apache-2.0',
    'org.opencontainers.image.version': expect.stringMatching(/^\d+\.\d+\.\d+/),
    'org.opencontainers.image.revision': revision,
    'org.opencontainers.image.created': created,
    'org.opencontainers.image.base.name': base,
    'org.opencontainers.image.source': addresses.SOURCE,
    'org.opencontainers.image.url': addresses.URL,
    'org.opencontainers.image.documentation': addresses.DOCUMENTATION,
  });
});

it('holds the licences, no sources, no development dependencies, and adds less than 30 MB to its base', async () => {
  const list = "console.log(fs.readdirSync('/app', { recursive: true }).join('\\n'))";
  const files = (await podman(['run', '--rm', '--entrypoint=node', image, '-e', list])).split('\n');
  expect(files).toEqual(
    expect.arrayContaining(['LICENSE', 'dist/main.js.map', 'node_modules/fastify/LICENSE']),
  );
  expect(
    files.filter((file) => /^src|^test|\.ts$|^node_modules\/(typescript|jest|@swc)\b/.test(file)),
  ).toEqual([]);
  const sizes = await Promise.all(
    [image, base].map(async (name) => Number(await podman(['image', 'inspect', '--format={{.Size}}', name]))),
  );
  const [whole = 0, ofBase = 0] = sizes;
  expect(whole - ofBase).toBeLessThan(30e6);
});
