// What reading tags costs a daemon: the calls, the time and the memory of an organization with and without them.
// usage: node test/bench/tags.mjs [targets] [resources] [tags]; needs `npm run build`.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scenarioOf } from '../../dist/simulator/scenario/scenario.js';
import { startSimulator } from '../../dist/simulator/simulator.js';

const [targetCount = 2000, resourceCount = 50, tagCount = 5] = process.argv.slice(2).map(Number);
const region = 'eu-central-1';
const ids = Array.from({ length: targetCount }, (_, index) => String(300_000_000_000 + index));
const keys = Array.from({ length: tagCount }, (_, index) => `key-${index}`);
const arnOf = (id, number) => `arn:aws:rds:${region}:${id}:db:database-${number}`;
const numbers = Array.from({ length: resourceCount }, (_, number) => number);
/** Every resource has one value of its own, and shares the others with its account. */
const tagsOf = (id, number) =>
  keys.map((key, index) => ({ Key: key, Value: index === 0 ? `${id}-${number}` : `${key} of ${id}` }));

const simulator = await startSimulator({
  scenario: scenarioOf({
    regions: [region],
    role: { name: 'monitor' },
    accounts: [
      { id: '111122223333', name: 'monitoring' },
      ...ids.map((id) => ({ id, name: `account-${id}` })),
    ],
    protectedResources: ids.map((account) => ({
      account,
      region,
      rows: numbers.map((number) => ({ ResourceArn: arnOf(account, number), ResourceType: 'RDS' })),
    })),
    taggedResources: ids.map((account) => ({
      account,
      region,
      rows: numbers.map((number) => ({ ResourceARN: arnOf(account, number), Tags: tagsOf(account, number) })),
    })),
  }),
});
const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const { accessKeyId, secretAccessKey } = simulator.baseCredentials;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
/** A daemon that is busy may end the connection of a scrape. */
const scrape = () =>
  fetch('http://127.0.0.1:10166/metrics')
    .then((response) => response.text())
    .catch(() => '');
const linesOf = (text, start) => text.split('\n').filter((line) => line.startsWith(start));
const numberOf = (line = ' NaN') => Number(line.slice(line.lastIndexOf(' ') + 1));
const sum = (lines) => lines.map(numberOf).reduce((total, value) => total + value, 0);

async function run(name, options, source) {
  const directory = mkdtempSync(join(tmpdir(), 'restore-test-monitor-bench-'));
  const file = join(directory, 'config.json');
  const accounts = ids.map((id) => ({ id, roleArn: `arn:aws:iam::${id}:role/monitor` }));
  const off = { enabled: false };
  const common = { regions: [region], accounts, plans: off, summaries: off, resources: { describeLimit: 0 } };
  const poll = { schedule: '1h', jitter: '0s', deadline: '10m' };
  writeFileSync(
    file,
    JSON.stringify({ ...common, poll, log: { level: 'error', format: 'json' }, ...options }),
  );
  const args = [main, '--config.file', file, '--web.listen-address', '127.0.0.1:10166'];
  const env = {
    PATH: process.env.PATH,
    AWS_ENDPOINT_URL: simulator.url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const daemon = spawn(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
  for (let round = 1, since = 0; round <= 2; ) {
    await pause(2000);
    const text = await scrape();
    const reads = linesOf(text, 'restore_test_monitor_target_last_success_timestamp_seconds{').filter(
      (line) => line.includes(`source="${source}"`),
    );
    if (reads.length < targetCount || Math.min(...reads.map(numberOf)) <= since) continue;
    const calls = linesOf(text, 'restore_test_monitor_aws_requests_total{operation="GetResources"');
    const status = readFileSync(`/proc/${daemon.pid}/status`, 'utf8');
    const moments = reads.map(numberOf);
    const figures = [
      `in ${(Math.max(...moments) - Math.min(...moments)).toFixed(1)} s`,
      `${sum(calls)} calls of GetResources`,
      `CPU ${numberOf(linesOf(text, 'process_cpu_seconds_total ')[0]).toFixed(1)} s`,
      `${Math.round(numberOf(linesOf(text, 'nodejs_heap_size_used_bytes ')[0]) / 1e6)} MB heap`,
      `${Math.round(status.match(/VmRSS:\s+(\d+)/)[1] / 1000)} MB RSS`,
      `${(text.length / 1e6).toFixed(1)} MB of metrics`,
    ];
    console.log(`${name}, ${source} read ${round === 1 ? 'once' : 'again'} ${figures.join(', ')}`);
    since = Date.now() / 1000;
    round += 1;
  }
  daemon.kill('SIGTERM');
  await new Promise((resolve) => daemon.once('exit', resolve));
  rmSync(directory, { recursive: true, force: true });
}

console.log(`${targetCount} targets with ${resourceCount} resources each, of ${tagCount} tags`);
await run('without tags', { resources: { describeLimit: 0, schedule: '20s' } }, 'resources');
await run('with tags', { tags: { keys, schedule: '20s' } }, 'tags');
await simulator.close();
