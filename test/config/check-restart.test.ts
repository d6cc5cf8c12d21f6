import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { type ConfigSources, loadConfig } from '../../src/config/load-config.js';
import { formatProblem } from '../../src/problems/problem.js';

const directory = mkdtempSync(join(tmpdir(), 'restart-checks-'));
const file = join(directory, 'config.yaml');

afterAll(() => {
  rmSync(directory, { recursive: true });
});

type More = Partial<Pick<ConfigSources, 'flags' | 'env' | 'running'>>;

function load(text: string, { flags = {}, env = {}, running }: More = {}) {
  writeFileSync(file, text);
  return loadConfig({ file, flags, env: { AWS_REGION: 'eu-west-1', ...env }, running });
}

/** What is wrong with the second file for a daemon that runs under the first. */
function problems(before: string, after: string, more: More = {}): string[] {
  const running = load(before, more);
  if (!running.ok) throw new Error('the first configuration is not valid');
  const next = load(after, { ...more, running: running.value });
  return next.ok ? [] : next.failure.map((each) => formatProblem(each).replace(`${directory}/`, ''));
}

const cannot = 'cannot change while the daemon runs: restart it, or put the option back';

describe('a running daemon cannot take over', () => {
  it.each<[string, string, string[]]>([
    ['another address', 'web: { listenAddress: ":9000" }', ['1:23: web.listenAddress']],
    ['another path', 'web: { telemetryPath: /m }', ['1:23: web.telemetryPath']],
    ['another web configuration', 'web: { configFile: web.yaml }', ['1:20: web.configFile']],
    ['an endpoint for reloads', 'web: { enableLifecycle: true }', ['1:25: web.enableLifecycle']],
    [
      'another way to follow the file',
      'config: { enableAutoReload: true }',
      ['1:29: config.enableAutoReload'],
    ],
    ['another interval of it', 'config: { autoReloadInterval: 5s }', ['1:31: config.autoReloadInterval']],
    [
      'another shard',
      'sharding: { shard: 1, totalShards: 2 }',
      ['1:20: sharding.shard', '1:36: sharding.totalShards'],
    ],
    ['another format of the log', 'log: { format: json }', ['1:16: log.format']],
  ])('%s', (_, text, places) => {
    expect(problems('', text)).toEqual(places.map((place) => `config.yaml:${place}: ${cannot}`));
  });

  it('another number of shards, where a flag names the shard', () => {
    const more = { flags: { 'sharding.shard': '1' } };
    expect(
      problems('sharding: { shard: 5, totalShards: 2 }', 'sharding: { shard: 5, totalShards: 3 }', more),
    ).toEqual([`config.yaml:1:36: sharding.totalShards: ${cannot}`]);
  });

  it('an option that is not there any more', () => {
    expect(problems('log: { format: json }', 'log: { level: warn }')).toEqual([
      `config.yaml:1:6: log.format: ${cannot}`,
    ]);
  });
});

describe('a running daemon can take over', () => {
  it.each([
    [
      'what it runs under',
      'web: { configFile: web.yaml, listenAddress: ":9000" }\nlog: { format: json }',
      'web: { configFile: web.yaml, listenAddress: ":9000" }\nlog: { format: json }',
    ],
    [
      'the same in other words',
      'web: { configFile: web.yaml }',
      `web: { configFile: ${join(directory, 'web.yaml')} }`,
    ],
    [
      'the same shard, found otherwise',
      'sharding: { shard: 1, totalShards: 2 }',
      'sharding: { shard: auto, totalShards: 2 }',
    ],
    ['another level of the log', '', 'log: { level: warn }'],
    ['other targets', '', 'regions: [us-east-1]'],
  ])('%s', (_, before, after) => {
    expect(problems(before, after, { env: { HOSTNAME: 'monitor-1' } })).toEqual([]);
  });

  it('what a flag or a variable stands above', () => {
    const more = {
      flags: { 'web.listenAddress': ':9000' },
      env: { RESTORE_TEST_MONITOR_LOG_FORMAT: 'json' },
    };
    expect(problems('', 'web: { listenAddress: ":1" }\nlog: { format: pretty }', more)).toEqual([]);
  });
});

describe('what is wrong by itself', () => {
  it.each<[string, string, string[]]>([
    ['an address', 'web: { listenAddress: no }', ['1:23: web.listenAddress: expected an address']],
    ['a list for a section', 'web: [1]', ['1:6: web: expected a map of options']],
    ['a text for a section', 'web: yes', ['1:6: web: expected a map of options']],
    ['a shard', 'sharding: { shard: 3, totalShards: 2 }', ['1:20: sharding.shard: shard 3 does not exist']],
  ])('is not told twice: %s', (_, text, expected) => {
    expect(problems('', text)).toEqual(
      expected.map((each) => expect.stringContaining(`config.yaml:${each}`)),
    );
  });
});
