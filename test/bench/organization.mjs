// An organization of many accounts in one process: how long its first poll and a later one take, and what they cost.
// usage: node test/bench/organization.mjs [accounts] [regions] [latency in ms]; needs `npm run build`.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scenarioOf } from '../../dist/simulator/scenario/scenario.js';
import { startSimulator } from '../../dist/simulator/simulator.js';

const [accountCount = 500, regionCount = 4, latencyMs = 50] = process.argv.slice(2).map(Number);
const regions = ['eu-central-1', 'eu-west-1', 'us-east-1', 'us-west-2', 'ap-south-1', 'sa-east-1'].slice(
  0,
  regionCount,
);
const ids = Array.from({ length: accountCount }, (_, index) => String(300_000_000_000 + index));
const targetCount = ids.length * regions.length;

const simulator = await startSimulator({
  scenario: scenarioOf({
    regions,
    role: { name: 'monitor' },
    accounts: [
      { id: '111122223333', name: 'monitoring' },
      ...ids.map((id) => ({ id, name: `account-${id}` })),
    ],
    plans: [
      {
        name: 'daily',
        accounts: ids,
        every: '1d',
        at: '5h',
        validation: { window: '1h', takes: '5m', successful: 9, failed: 1 },
        deletion: { takes: '5m' },
        resources: [
          { type: 'RDS', name: 'database', restore: '10m' },
          { type: 'EBS', name: 'volume', count: 2, restore: '5m' },
        ],
      },
    ],
    faults: [{ kind: 'slow', delay: `${latencyMs}ms` }],
  }),
});

const directory = mkdtempSync(join(tmpdir(), 'restore-test-monitor-bench-'));
const file = join(directory, 'config.json');
writeFileSync(
  file,
  JSON.stringify({
    regions,
    accounts: ids.map((id) => ({ id, roleArn: `arn:aws:iam::${id}:role/monitor` })),
    poll: { schedule: '2m' },
    log: { level: 'warn', format: 'json' },
  }),
);
const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const { accessKeyId, secretAccessKey } = simulator.baseCredentials;
const daemon = spawn(
  process.execPath,
  [main, '--config.file', file, '--web.listen-address', '127.0.0.1:10166'],
  {
    env: {
      PATH: process.env.PATH,
      AWS_ENDPOINT_URL: simulator.url,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_REGION: regions[0],
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  },
);

const startedAt = performance.now();
const seconds = () => ((performance.now() - startedAt) / 1000).toFixed(1);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const scrape = async () => {
  const begun = performance.now();
  const response = await fetch('http://127.0.0.1:10166/metrics').catch(() => undefined);
  const text = response ? await response.text() : '';
  return { text, ms: performance.now() - begun };
};
const total = (text, name) =>
  text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
const megabytes = (text, name) => Math.round(total(text, name) / 1e6);
const report = async (what) => {
  const { text, ms } = await scrape();
  const status = readFileSync(`/proc/${daemon.pid}/status`, 'utf8');
  const cpu = total(text, 'process_cpu_seconds_total').toFixed(1);
  console.log(
    `${seconds().padStart(7)} s  ${what}: ${total(text, 'restore_test_monitor_aws_requests_total')} requests, ` +
      `${text.split('\n').filter((line) => line && !line.startsWith('#')).length} series in ${(text.length / 1e6).toFixed(1)} MB, ` +
      `scrape ${ms.toFixed(0)} ms, CPU ${cpu} s, ${Math.round(status.match(/VmRSS:\s+(\d+)/)[1] / 1000)} MB RSS, ` +
      `of it ${megabytes(text, 'nodejs_heap_size_used_bytes')} MB heap in use and ${megabytes(text, 'nodejs_external_memory_bytes')} MB buffers`,
  );
  return text;
};

console.log(
  `${ids.length} accounts x ${regions.length} regions = ${targetCount} targets, ${latencyMs} ms a call`,
);
let previous = 0;
for (let round = 1; round <= 2; round++) {
  for (;;) {
    const { text } = await scrape();
    const jobs = text
      .split('\n')
      .filter(
        (line) =>
          line.startsWith('restore_test_monitor_target_last_success') && line.includes('source="jobs"'),
      )
      .map((line) => Number(line.slice(line.lastIndexOf(' ') + 1)));
    if (jobs.length === targetCount && Math.min(...jobs) > previous) {
      previous = Date.now() / 1000;
      break;
    }
    await pause(1000);
  }
  const text = await report(round === 1 ? 'every target polled once' : 'every target polled again');
  console.log(`           up: ${total(text, 'restore_test_monitor_target_up')} of ${targetCount}`);
}
daemon.kill('SIGTERM');
await new Promise((resolve) => daemon.once('exit', resolve));
console.log(`${seconds().padStart(7)} s  stopped`);
await simulator.close();
rmSync(directory, { recursive: true, force: true });
