import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { type ConfigSources, loadConfig } from '../../src/config/load-config.js';
import { formatProblem } from '../../src/problems/problem.js';

const directory = mkdtempSync(join(tmpdir(), 'load-config-'));
const region = { AWS_REGION: 'eu-central-1' };

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function file(content: string | Uint8Array): string {
  const path = join(directory, 'config.yaml');
  writeFileSync(path, content);
  return path;
}

function loop(): string {
  const path = join(directory, 'loop.yaml');
  rmSync(path, { force: true });
  symlinkSync(path, path);
  return path;
}

function messages(sources: Partial<ConfigSources>): string[] {
  const loaded = loadConfig({ flags: {}, env: {}, ...sources });
  return loaded.ok ? [] : loaded.failure.map((each) => formatProblem(each).replace(`${directory}/`, ''));
}

function loadShard(written: string, flags: Record<string, string>, env: Record<string, string>) {
  const loaded = loadConfig({ file: file(`sharding: ${written}`), flags, env: { ...region, ...env } });
  return loaded.ok ? loaded.value.sharding : loaded.failure.map(formatProblem).join('\n');
}

describe('precedence', () => {
  const levels: [string, string | undefined, string | undefined, string][] = [
    ['debug', 'warn', 'error', 'error'],
    ['debug', 'warn', undefined, 'warn'],
    ['debug', '', undefined, 'debug'],
    ['debug', undefined, undefined, 'debug'],
    ['', undefined, undefined, 'info'],
  ];

  it.each(levels)('file %p, variable %p, flag %p: %p', (inFile, variable, flag, expected) => {
    const loaded = loadConfig({
      file: file(`log:\n  level: ${inFile}\n`),
      flags: { 'log.level': flag },
      env: { ...region, RESTORE_TEST_MONITOR_LOG_LEVEL: variable },
    });
    expect(loaded.ok && loaded.value.log.level).toBe(expected);
  });

  it('reads each option that a flag or a variable sets', () => {
    const loaded = loadConfig({
      flags: { 'web.listenAddress': '127.0.0.1:9000', 'web.telemetryPath': '/m' },
      env: { ...region, RESTORE_TEST_MONITOR_LOG_FORMAT: 'json' },
    });
    expect(loaded).toMatchObject({
      value: {
        web: { listenAddress: { host: '127.0.0.1', port: 9000 }, telemetryPath: '/m' },
        log: { format: 'json' },
      },
    });
  });
});

it('takes true and false from flags and variables', () => {
  const load = (flag?: string, variable?: string) =>
    loadConfig({
      flags: { 'web.enableLifecycle': flag },
      env: { ...region, RESTORE_TEST_MONITOR_CONFIG_ENABLE_AUTO_RELOAD: variable },
    });
  expect(load('true', 'false')).toMatchObject({
    value: { web: { enableLifecycle: true }, config: { enableAutoReload: false } },
  });
  expect(load('false', 'true')).toMatchObject({
    value: { web: { enableLifecycle: false }, config: { enableAutoReload: true } },
  });
  expect(messages({ flags: { 'web.enableLifecycle': 'on' }, env: region })).toEqual([
    '--web.enable-lifecycle: expected true or false, found "on"',
  ]);
});

it('takes true and false of an option that is a text as a text', () => {
  const flags = { 'web.telemetryPath': 'true' };
  expect(messages({ flags, env: region })).toEqual([
    '--web.telemetry-path: expected a path such as /metrics, outside /-/, found "true"',
  ]);
});

it('names the flag or the variable that holds a bad value, beside the problems of the file', () => {
  const sources = {
    file: file('lookback: 1d\n'),
    flags: { 'web.listenAddress': '9000' },
    env: { ...region, RESTORE_TEST_MONITOR_LOG_LEVEL: 'loud' },
  };
  expect(messages(sources)).toEqual([
    'config.yaml:1:11: lookback: expected at least 8d, because a validation may stay open for 168 hours and the deletion comes after it, found "1d"',
    '--web.listen-address: expected an address such as :10066, 127.0.0.1:10066 or [::1]:10066, found "9000"',
    'RESTORE_TEST_MONITOR_LOG_LEVEL: expected one of debug, info, warn, error, found "loud"',
  ]);
});

describe('regions', () => {
  it('come from AWS_REGION where the file has none', () => {
    const loaded = loadConfig({ flags: {}, env: region });
    expect(loaded).toMatchObject({ ok: true, value: { regions: ['eu-central-1'], accounts: [] } });
  });

  it('of an account come before the default ones, and these before AWS_REGION', () => {
    const text = 'regions: [eu-west-1]\naccounts:\n  - id: 111122223333\n';
    expect(loadConfig({ file: file(text), flags: {}, env: region })).toMatchObject({
      value: { accounts: [{ id: '111122223333', regions: ['eu-west-1'] }] },
    });
  });

  it('are missing without a file and AWS_REGION', () => {
    expect(messages({})).toEqual([
      'no configuration file: regions: no region to watch; set regions, or AWS_REGION in the environment',
    ]);
  });

  it('do not come from AWS_DEFAULT_REGION', () => {
    expect(messages({ env: { AWS_DEFAULT_REGION: 'eu-central-1' } })).toEqual([
      'no configuration file: regions: no region to watch; set regions, or AWS_REGION in the environment (AWS_DEFAULT_REGION is set, but the AWS SDK for JavaScript does not read it)',
    ]);
  });

  it('are told of AWS_DEFAULT_REGION only where they are missing', () => {
    const env = { AWS_DEFAULT_REGION: 'eu-central-1' };
    expect(messages({ file: file('regions: [eu-west-1, eu-west-1]'), env })).toEqual([
      'config.yaml:1:22: regions[1]: eu-west-1 is listed twice, first as regions[0]',
    ]);
  });

  it('are none by default where each account has its own', () => {
    const text = 'accounts: [{ id: 111122223333, regions: [eu-central-1] }]';
    const loaded = loadConfig({ file: file(text), flags: {}, env: {} });
    expect(loaded.ok && loaded.value.regions).toStrictEqual([]);
  });

  it('do not come from an empty AWS_REGION', () => {
    expect(messages({ env: { AWS_REGION: '' } })).toHaveLength(1);
  });

  it.each([
    '{}',
    'regions: [eu-central-1]',
    'accounts: [{ id: 111122223333, regions: [eu-central-1] }]',
    'organization: { roleName: monitor }',
  ])('are checked in AWS_REGION, which STS is asked in, too: %s', (text) => {
    expect(messages({ file: file(text), env: { AWS_REGION: 'Frankfurt' } })).toEqual([
      'AWS_REGION: expected an AWS region such as eu-central-1, found "Frankfurt"',
    ]);
  });

  it('stand beside what else is wrong with the environment', () => {
    const env = { AWS_REGION: 'eu-west-1', AWS_SECRET_ACCESS_KEY: 'secret\n', HTTPS_PROXY: 'proxy:1' };
    expect(messages({ env })).toEqual([
      'HTTPS_PROXY: expected the URL of a proxy such as http://proxy.example:3128, which begins with http:// or https://',
      'AWS_SECRET_ACCESS_KEY: the value ends with a line feed; remove it',
    ]);
  });
});

describe('the shard', () => {
  const total = 'sharding.totalShards';
  const shard = 'sharding.shard';

  it.each<[string, Record<string, string>, Record<string, string>, object]>([
    ['{}', {}, {}, { shard: 0, totalShards: 1 }],
    ['{ shard: 1, totalShards: 2 }', {}, {}, { shard: 1, totalShards: 2 }],
    ['{ totalShards: 2 }', { [shard]: '1' }, {}, { shard: 1, totalShards: 2 }],
    ['{ shard: 4 }', { [total]: '5' }, {}, { shard: 4, totalShards: 5 }],
    ['{ shard: auto, totalShards: 12 }', {}, { HOSTNAME: 'monitor-11' }, { shard: 11, totalShards: 12 }],
    [
      '{ shard: 9, totalShards: 3 }',
      { [shard]: 'auto' },
      { HOSTNAME: 'a-b-0' },
      { shard: 0, totalShards: 3 },
    ],
    [
      '{}',
      {},
      { RESTORE_TEST_MONITOR_SHARD: '1', RESTORE_TEST_MONITOR_TOTAL_SHARDS: '2' },
      { shard: 1, totalShards: 2 },
    ],
  ])('%s with %p and %p is %p', (written, flags, env, expected) => {
    expect(loadShard(written, flags, env)).toEqual(expected);
  });

  it.each<[string, Record<string, string>, Record<string, string>, string]>([
    [
      '{ shard: 2, totalShards: 3 }',
      { [total]: '2' },
      {},
      'config.yaml:1:20: sharding.shard: shard 2 does not exist among 2: shards are counted from 0, so the last is 1',
    ],
    [
      '{ totalShards: 2 }',
      { 'web.listenAddress': ':1', [shard]: '2', 'log.level': 'warn' },
      {},
      '--shard: shard 2 does not exist among 2: shards are counted from 0, so the last is 1',
    ],
    [
      '{ totalShards: 2 }',
      {},
      { RESTORE_TEST_MONITOR_SHARD: 'auto' },
      'RESTORE_TEST_MONITOR_SHARD: auto needs a HOSTNAME that ends in an ordinal, such as restore-test-monitor-2, but HOSTNAME is not set',
    ],
    [
      '{ shard: auto, totalShards: 2 }',
      {},
      { HOSTNAME: 'monitor-2' },
      'config.yaml:1:20: sharding.shard: shard 2 (from the HOSTNAME "monitor-2") does not exist among 2: shards are counted from 0, so the last is 1',
    ],
    [
      '{ shard: auto, totalShards: 2 }',
      {},
      { HOSTNAME: 'monitor-1-canary' },
      'config.yaml:1:20: sharding.shard: auto needs a HOSTNAME that ends in an ordinal, such as restore-test-monitor-2, found "monitor-1-canary"',
    ],
    ['{}', { [total]: 'many' }, {}, '--total-shards: expected a whole number from 1 to 1000, found "many"'],
  ])('%s with %p and %p is refused', (written, flags, env, expected) => {
    expect(loadShard(written, flags, env)).toBe(
      expected.replace(/^config\.yaml/, join(directory, 'config.yaml')),
    );
  });
});

describe('the partition', () => {
  it.each([
    ['', {}, 'aws'],
    ['regions: all', {}, 'aws'],
    ['regions: all', { AWS_REGION: 'cn-north-1' }, 'aws-cn'],
    ['regions: [us-gov-west-1]', region, 'aws-us-gov'],
    ['organization: { roleName: monitor, regions: [cn-north-1] }', {}, 'aws-cn'],
    [
      'regions: all\naccounts: [{ id: 111122223333, roleArn: "arn:aws-cn:iam::111122223333:role/monitor" }]',
      {},
      'aws-cn',
    ],
  ])('of %p with %p is %s', (text, env, expected) => {
    const loaded = loadConfig({ file: file(text || 'regions: [eu-west-1]'), flags: {}, env });
    expect(loaded.ok && loaded.value.partition).toBe(expected);
  });
});

describe('the home region', () => {
  const role = 'accounts: [{ id: 111122223333, roleArn: "arn:aws-cn:iam::111122223333:role/monitor" }]';

  it.each([
    ['regions: [eu-west-1, eu-west-2]', {}, ['eu-west-1', 'us-east-1']],
    ['regions: [eu-west-1]', region, ['eu-central-1', 'us-east-1']],
    [
      'regions: [eu-west-1]\norganization: { roleName: monitor, regions: [eu-west-3] }',
      {},
      ['eu-west-3', 'us-east-1'],
    ],
    ['accounts: [{ id: 111122223333, regions: [eu-west-2] }]', {}, ['eu-west-2', 'us-east-1']],
    ['regions: [us-gov-east-1]', region, ['us-gov-east-1', 'us-gov-west-1']],
    ['regions: all', {}, ['us-east-1', 'us-east-1']],
    [`regions: all\n${role}`, region, ['cn-northwest-1', 'cn-northwest-1']],
    [`regions: all\n${role}`, { AWS_REGION: 'cn-north-1' }, ['cn-north-1', 'cn-northwest-1']],
  ])('of %p with %p, and that of global services: %p', (text, env, expected) => {
    const loaded = loadConfig({ file: file(text), flags: {}, env });
    expect(loaded.ok && [loaded.value.homeRegion, loaded.value.globalRegion]).toEqual(expected);
  });
});

it('reads a file of 4 MiB', () => {
  expect(messages({ file: file('#'.repeat(4_194_304)), env: region })).toEqual([]);
});

describe('a file that cannot be read', () => {
  it.each<[string, () => string, string]>([
    ['missing', () => join(directory, 'absent.yaml'), 'absent.yaml: there is no such file'],
    ['a directory', () => directory, `${directory}: this is a directory; expected a file`],
    [
      'below a file',
      () => join(file(''), 'config.yaml'),
      'config.yaml/config.yaml: there is no such file: a part of the path is not a directory',
    ],
    ['a link to itself', () => loop(), 'loop.yaml: too many symbolic links'],
    ['with a name too long', () => 'x'.repeat(300), `${'x'.repeat(300)}: the name is too long`],
    ['with an impossible name', () => '\0', '\0: the file cannot be read (ERR_INVALID_ARG_VALUE)'],
    ['not UTF-8', () => file(Uint8Array.of(0x61, 0xff)), 'config.yaml: the file is not UTF-8 text'],
    ['too large', () => file('#'.repeat(4_194_305)), 'config.yaml: the file is larger than 4 MiB'],
    ['without an end', () => '/dev/zero', '/dev/zero: the file is larger than 4 MiB'],
  ])('%s', (_, path, expected) => {
    expect(messages({ file: path(), env: region })).toEqual([expected]);
  });
});
