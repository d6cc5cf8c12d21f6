// One region whose restore jobs grow to a number, beside nine of ten jobs: `node test/bench/large-target.mjs 100000`.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const many = Number(process.argv[2] ?? 100_000);
const large = 'eu-west-1';
const regions = [large, 'eu-central-1', 'eu-north-1', 'eu-west-2', 'eu-west-3'];
regions.push('us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'sa-east-1');
const now = Date.now() / 1000;
const perPage = 1000;

const row = (region, index) => ({
  RestoreJobId: `${region}-1323657E-2AA4-1D94-2C48-${String(index).padStart(12, '0')}`,
  AccountId: '111122223333',
  CreationDate: now - 3600 - (index % 2_500_000),
  CompletionDate: now - 3000 - (index % 2_500_000),
  Status: 'COMPLETED',
  StatusMessage: 'The restore job has completed.',
  ResourceType: 'EBS',
  BackupSizeInBytes: 8_589_934_592,
  SourceResourceArn: `arn:aws:ec2:${region}:111122223333:volume/vol-${index % 5000}`,
  RecoveryPointArn: `arn:aws:ec2:${region}::snapshot/snap-${index}`,
  CreatedBy: {
    RestoreTestingPlanArn: `arn:aws:backup:${region}:111122223333:restore-testing-plan:daily-4c1d`,
  },
  ValidationStatus: 'SUCCESSFUL',
  DeletionStatus: 'SUCCESSFUL',
});

const identity = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>arn:aws:iam::111122223333:user/monitor</Arn><UserId>AIDAIOSFODNN7EXAMPLE</UserId><Account>111122223333</Account>
</GetCallerIdentityResult></GetCallerIdentityResponse>`;

const server = createServer((request, response) => {
  if (request.method === 'POST') {
    response.setHeader('content-type', 'text/xml').end(identity);
    return;
  }
  const url = new URL(request.url, 'http://aws');
  const region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization)?.[1];
  const total = region === large ? many : 10;
  const from = Number(url.searchParams.get('nextToken') ?? 0);
  const to = Math.min(total, from + perPage);
  const RestoreJobs = Array.from({ length: to - from }, (_, index) => row(region, from + index));
  response.end(JSON.stringify({ RestoreJobs, NextToken: to < total ? String(to) : null }));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

const directory = mkdtempSync(join(tmpdir(), 'restore-test-monitor-'));
const off = 'enabled: false';
writeFileSync(
  join(directory, 'config.yaml'),
  `accounts: [{id: '111122223333', regions: [${regions.join(', ')}]}]
poll: {schedule: 30s, jitter: 0s}
plans: {${off}}\nresources: {${off}}\nsummaries: {${off}}\n`,
);
const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const args = [main, '--config.file', join(directory, 'config.yaml'), '--web.listen-address', '127.0.0.1:0'];
const daemon = spawn(process.execPath, args, {
  env: {
    PATH: process.env.PATH,
    HOME: directory,
    AWS_ENDPOINT_URL: `http://127.0.0.1:${server.address().port}`,
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const address = await new Promise((resolve) => {
  daemon.stdout.on('data', (chunk) => {
    const found = /"address":"([^"]+)"/.exec(String(chunk))?.[1];
    if (found) resolve(found);
  });
});

const value = (text, series) => Number(new RegExp(`^${series} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
const ofRegion = (name, region) => `${name}\\{[^}]*aws_region="${region}"[^}]*\\}`;
const read = 'restore_test_monitor_target_last_success_timestamp_seconds';
let peak = 0;
let oldest = 0;
let scrape = 0;
for (const endsAt = Date.now() + 100_000; Date.now() < endsAt; ) {
  const startedAt = performance.now();
  const text = await (await fetch(`${address}/metrics`)).text();
  scrape = Math.max(scrape, performance.now() - startedAt);
  peak = Math.max(peak, value(text, 'process_resident_memory_bytes'));
  const ages = regions.slice(1).map((region) => Date.now() / 1000 - value(text, ofRegion(read, region)));
  if (ages.every(Number.isFinite)) oldest = Math.max(oldest, ...ages);
  await new Promise((resolve) => setTimeout(resolve, 500));
}
const text = await (await fetch(`${address}/metrics`)).text();
const counted = [
  ...text.matchAll(new RegExp(`^${ofRegion('aws_backup_restore_jobs', large)} (\\d+)$`, 'gm')),
];
console.log({
  jobs: counted.reduce((sum, [, count]) => sum + Number(count), 0),
  latestPollSeconds: value(text, ofRegion('restore_test_monitor_target_poll_duration_seconds', large)),
  requests: value(text, 'restore_test_monitor_aws_requests_total\\{operation="ListRestoreJobs"\\}'),
  peakResidentMiB: Math.round(peak / 2 ** 20),
  residentMiB: Math.round(value(text, 'process_resident_memory_bytes') / 2 ** 20),
  cpuSeconds: value(text, 'process_cpu_seconds_total'),
  slowestScrapeMs: Math.round(scrape),
  oldestOfTheOthersSeconds: Math.round(oldest),
});
daemon.kill('SIGTERM');
server.close();
server.closeAllConnections();
rmSync(directory, { recursive: true });
