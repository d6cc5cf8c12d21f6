// What a poll costs that changes one test, where every resource of an account is tested in another one: 200 targets with
// 100 resources each. usage: node test/bench/proof.mjs [targets] [resources] [directory of the build, dist]; needs `npm run build`.
import { pathToFileURL } from 'node:url';

const [targetCount = 200, resourceCount = 100] = process.argv.slice(2, 4).map(Number);
const build = pathToFileURL(`${process.argv[4] ?? 'dist'}/`);
const { createExposition } = await import(new URL('metrics/exposition.js', build));
const { newTargetState, recordJobsReading, recordResourcesReading } = await import(
  new URL('targets/target-state.js', build)
);

const polls = 400;
const dayMs = 86_400_000;
const start = Date.parse('2026-03-02T05:00:00Z');
const region = 'eu-central-1';
const limits = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
const objective = { plan: '*', resourceType: 'RDS', successIntervalMs: 8 * dayMs, requiresValidation: true };
const settings = {
  perResource: { enabled: true, limit: 1000 },
  summaries: { period: 'ONE_DAY', state: 'ANY' },
  objectives: [{ ...objective, accepts: [], provenIn: 'any' }],
};

const targets = Array.from({ length: targetCount }, (_, index) => ({
  accountId: String(300_000_000_000 + index),
  accountName: `account-${index}`,
  region,
}));
const arnOf = ({ accountId }, number) => `arn:aws:rds:${region}:${accountId}:db:database-${number}`;
/** The account whose resources are tested here. */
const testedIn = (index) => targets[(index + 1) % targetCount];

function jobOf({ accountId }, sourceResourceArn, createdMs) {
  return {
    id: `${sourceResourceArn}-${createdMs}`,
    createdAt: new Date(createdMs),
    completedAt: new Date(createdMs + 600_000),
    status: 'COMPLETED',
    validation: 'SUCCESSFUL',
    deletion: 'SUCCESSFUL',
    resourceType: 'RDS',
    isParent: false,
    plan: { name: 'drill', arn: `arn:aws:backup:${region}:${accountId}:restore-testing-plan:drill-1` },
    sourceResourceArn,
    backupVaultArn: `arn:aws:backup:${region}:${accountId}:backup-vault:copies`,
    sizeBytes: 2 ** 30,
  };
}

function polled(state, jobs, ms) {
  const at = new Date(ms);
  return recordJobsReading(state, { at, durationSeconds: 1 }, { jobs, gone: [], listedAt: at }, limits).state;
}

const numbers = Array.from({ length: resourceCount }, (_, number) => number);
const states = targets.map((target, index) => {
  const resources = numbers.map((number) => ({ arn: arnOf(target, number), resourceType: 'RDS' }));
  const reading = { at: new Date(start), durationSeconds: 1 };
  const listed = recordResourcesReading(newTargetState(target), reading, {
    resources,
    lastRestores: new Map(),
  }).state;
  const jobs = numbers.map((number) => jobOf(target, arnOf(testedIn(index), number), start - dayMs));
  return polled(listed, jobs, start);
});

const render = createExposition(settings, () => states);
const firstAt = performance.now();
const text = render().join('');
const firstMs = performance.now() - firstAt;

const times = [];
let cpuBefore;
for (let poll = 0; poll < polls; poll++) {
  const index = (poll * 7) % targetCount;
  const ms = start + (poll + 1) * 1000;
  const arn = arnOf(testedIn(index), poll % resourceCount);
  // The first polls warm the engine up.
  if (poll === polls / 4) cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  states[index] = polled(states[index], [jobOf(targets[index], arn, ms)], ms);
  render();
  times.push(performance.now() - startedAt);
}
const { user, system } = process.cpuUsage(cpuBefore);
const sorted = times.slice(polls / 4).toSorted((a, b) => a - b);
const quantile = (share) => Number(sorted[Math.floor(share * (sorted.length - 1))].toFixed(2));
console.log({
  series: text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length,
  megabytes: Number((text.length / 2 ** 20).toFixed(1)),
  firstRenderingMs: Math.round(firstMs),
  pollCpuMs: Number(((user + system) / 1000 / (polls * 0.75)).toFixed(2)),
  pollMedianMs: quantile(0.5),
  pollP90Ms: quantile(0.9),
  pollP99Ms: quantile(0.99),
});
