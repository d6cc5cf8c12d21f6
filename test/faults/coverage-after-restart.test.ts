import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createApp } from '../../src/app.js';
import { createAbortController } from '../../src/aws/deadline.js';
import { type Config, loadConfig } from '../../src/config/load-config.js';
import type { ScenarioInput } from '../../src/simulator/scenario/scenario.js';
import { scenarioOf } from '../../src/simulator/scenario/scenario.js';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.js';

const startMs = Date.UTC(2026, 2, 2, 6);
const laterMs = startMs + 3_600_000;
const accountId = '111122223333';
const region = 'eu-west-1';
const database = (name: string) => `arn:aws:rds:${region}:${accountId}:db:${name}`;
const plan = `arn:aws:backup:${region}:${accountId}:restore-testing-plan:daily-1`;
const listed = { account: accountId, region };
const roleArn = `arn:aws:iam::${accountId}:role/monitor`;

function aJob(name: string, fields: object) {
  return {
    RestoreJobId: name,
    CreationDate: '-5d',
    CompletionDate: '-119h',
    Status: 'COMPLETED',
    DeletionStatus: 'SUCCESSFUL',
    ResourceType: 'RDS',
    SourceResourceArn: database(name),
    CreatedBy: { RestoreTestingPlanArn: plan },
    ...fields,
  };
}

/** AWS tells of every one of them that it was restored. */
const names = ['passed', 'failed-validation', 'timed-out', 'never-validated', 'on-demand', 'long-ago'];
const scenario: ScenarioInput = {
  regions: [region],
  role: { name: 'monitor' },
  accounts: [{ id: accountId, name: 'payments' }],
  jobs: [
    {
      ...listed,
      rows: [
        aJob('passed', { ValidationStatus: 'SUCCESSFUL' }),
        aJob('failed-validation', { ValidationStatus: 'FAILED' }),
        aJob('timed-out', { ValidationStatus: 'TIMED_OUT' }),
        aJob('never-validated', {}),
      ],
    },
    {
      ...listed,
      from: '30m',
      rows: [aJob('on-demand', { CreatedBy: null, CreationDate: '20m', CompletionDate: '25m' })],
    },
  ],
  protectedResources: [
    {
      ...listed,
      rows: names.map((name) => ({
        ResourceArn: database(name),
        ResourceType: 'RDS',
        LatestRestoreJobCreationDate: name === 'long-ago' ? '-40d' : '-5d',
        LatestRestoreExecutionTimeMinutes: 60,
      })),
    },
  ],
};

const environment = process.env;

describe('coverage', () => {
  let simulator: Simulator;
  let config: Config;
  let nowMs = startMs;

  beforeEach(async () => {
    process.env = { ...environment };
    nowMs = startMs;
    simulator = await startSimulator({ scenario: scenarioOf(scenario), clock: () => nowMs });
    const { accessKeyId, secretAccessKey } = simulator.baseCredentials;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: simulator.url,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    });
    const loaded = loadConfig({ flags: {}, env: { AWS_REGION: region } });
    if (!loaded.ok) throw new Error('no configuration');
    const objective = { plan: '*', resourceType: '*', successInterval: 30 * 86_400_000 } as const;
    config = {
      ...loaded.value,
      accounts: [{ id: accountId, name: 'payments', roleArn, regions: [region] }],
      objectives: [{ ...objective, validation: 'required', provenIn: 'any' }],
      poll: { ...loaded.value.poll, jitter: 0 },
      plans: { ...loaded.value.plans, enabled: false },
      rateLimit: 1000,
    };
  });

  afterEach(async () => {
    process.env = environment;
    await simulator.close();
  });

  /** What a daemon that polls at these moments shows in the end. */
  async function shownAfter(pollsAtMs: readonly number[]): Promise<string[]> {
    const shutdown = createAbortController();
    const app = createApp(config, {
      build: { version: '', revision: '' },
      log: pino({ enabled: false }),
      shutdown: shutdown.signal,
      now: () => new Date(nowMs),
    });
    try {
      for (const atMs of pollsAtMs) {
        nowMs = atMs;
        await app.watch.pollOnce();
      }
      const lines = app.render().join('').split('\n');
      return lines.filter((line) => /^aws_backup_protected_resource(s_tested|_last_test)/.test(line));
    } finally {
      shutdown.abort();
      await app.close();
    }
  }

  it('comes from validated tests alone, and is the same before and after a restart', async () => {
    const [tested, ...moments] = await shownAfter([startMs, laterMs]);
    expect(tested).toMatch(/^aws_backup_protected_resources_tested\{.*resource_type="RDS"\} 1$/);
    const known = moments.filter((line) => !line.endsWith(' 0'));
    expect(known).toEqual([expect.stringContaining(database('passed'))]);
    expect(moments).toHaveLength(names.length);
    expect(await shownAfter([laterMs])).toEqual([tested, ...moments]);
  });
});
