import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Config } from '../../src/config/config.js';
import { loadConfig } from '../../src/config/load-config.js';
import { configView, configViewOf, redactedSecret } from '../../src/views/config-view.js';

const env = {
  AWS_REGION: 'eu-west-3',
  ACCOUNT_ID: '012345678901',
  SECRET_ID: 's3cret',
  NESTED: '${ACCOUNT_ID}',
  CONCURRENCY: '7',
  EMPTY: '',
  HOSTNAME: 'restore-test-monitor-3',
};

function configOf(file: string | undefined, flags: Record<string, string> = {}): Config {
  const loaded = loadConfig({ file, flags, env });
  if (!loaded.ok) throw new Error(`${file} is not valid`);
  return loaded.value;
}

const good = join('test', 'config', 'good');
const files = [
  ...readdirSync(good).flatMap((name) => (name.endsWith('.yaml') ? [join(good, name)] : [])),
  ...['container', 'demo', 'example', 'full'].map((name) => join('config', `${name}.yaml`)),
];

function secretsOf({ accounts, organization }: Config): string[] {
  return [...accounts, ...(organization ? [organization] : [])].flatMap(({ externalId }) => externalId ?? []);
}

function withoutSecret<Part extends { readonly externalId?: string }>(part: Part): Part {
  return part.externalId === undefined ? part : { ...part, externalId: redactedSecret };
}

/** The configuration as its view must tell it: without secrets, and without what follows from the rest. */
function shown(config: Config): unknown {
  const { partition: _, homeRegion: __, globalRegion: ___, ...options } = config;
  return {
    ...options,
    accounts: options.accounts.map(withoutSecret),
    ...(options.organization && { organization: withoutSecret(options.organization) }),
  };
}

describe.each(files)('the view of %s', (file) => {
  const config = configOf(file);
  const sent: unknown = JSON.parse(JSON.stringify(configViewOf(config)));

  it('is a configuration of its own, the same but for secrets', () => {
    expect(configView.parse(sent)).toEqual(shown(config));
  });

  it('has no secret', () => {
    const text = JSON.stringify(sent);
    expect(secretsOf(config).filter((secret) => text.includes(JSON.stringify(secret)))).toEqual([]);
  });
});

it('is made of files with secrets of accounts and of an organization', () => {
  const configs = files.map((file) => configOf(file));
  expect(configs.some(({ accounts }) => accounts.some(({ externalId }) => externalId !== undefined))).toBe(
    true,
  );
  expect(configs.some(({ organization }) => organization?.externalId !== undefined)).toBe(true);
});

it('tells durations, schedules, addresses and shards as the file does, and every default', () => {
  const view = configViewOf(
    configOf(join(good, 'schedules-and-durations.yaml'), { 'web.listenAddress': '[::1]:8080' }),
  );
  expect(view.web?.listenAddress).toBe('[::1]:8080');
  expect(configViewOf(configOf(undefined))).toMatchObject({
    regions: ['eu-west-3'],
    accounts: [],
    sharding: { shard: '0', totalShards: '1' },
    poll: { schedule: '5m', concurrency: 10, deadline: '2m', relistInterval: '1d', jitter: '10s' },
    lookback: '30d',
    metrics: { perResource: { enabled: true, limit: 1000 }, retention: '400d' },
    web: { listenAddress: ':10066', telemetryPath: '/metrics', enableLifecycle: false },
  });
});
