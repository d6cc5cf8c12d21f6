import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { proxyAddress, proxyFor } from '../../src/aws/proxy.js';

const variables = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'].flatMap((name) => [
  name,
  name.toLowerCase(),
]);
const before = variables.map((name) => [name, process.env[name]] as const);
beforeEach(() => {
  for (const name of variables) delete process.env[name];
});
afterEach(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

const backup = 'https://backup.eu-west-1.amazonaws.com';

it.each([
  [{}, backup, undefined],
  [{ HTTPS_PROXY: 'http://one:3128' }, backup, 'http://one:3128'],
  [{ https_proxy: 'http://one:3128', HTTPS_PROXY: 'http://two:3128' }, backup, 'http://one:3128'],
  [{ ALL_PROXY: 'https://one' }, backup, 'https://one'],
  [{ HTTP_PROXY: 'http://one:3128' }, backup, undefined],
  [{ HTTPS_PROXY: 'http://user:password@one:3128' }, backup, 'http://one:3128'],
])('with %j, %s is reached through %s', (env, url, proxy) => {
  Object.assign(process.env, env);
  const found = proxyFor(new URL(url));
  expect(found && proxyAddress(found)).toBe(proxy);
});

it.each([
  ['.amazonaws.com', true],
  ['*.amazonaws.com', true],
  ['backup.eu-west-1.amazonaws.com', true],
  ['backup.eu-west-1.amazonaws.com:443', true],
  ['backup.eu-west-1.amazonaws.com:8443', false],
  ['amazonaws.com', false],
  ['one, .amazonaws.com', true],
  ['*', true],
  ['10.0.0.0/8', false],
])('NO_PROXY=%s excepts AWS Backup: %s', (noProxy, isDirect) => {
  Object.assign(process.env, { HTTPS_PROXY: 'http://one:3128', NO_PROXY: noProxy });
  expect(proxyFor(new URL(backup)) === undefined).toBe(isDirect);
});

it.each([
  'http://localhost:4566',
  'http://aws.localhost:4566',
  'http://127.0.0.1:4566',
  'http://127.1.2.3',
  'http://[::1]:4566',
  'http://169.254.170.2/v2/credentials',
  'http://169.254.170.23/v1/credentials',
  'http://[fd00:ec2::23]/v1/credentials',
  'http://169.254.169.254/latest/meta-data',
  'http://[fd00:ec2::254]/latest/meta-data',
])('%s never goes through a proxy', (url) => {
  Object.assign(process.env, { ALL_PROXY: 'http://one:3128' });
  expect(proxyFor(new URL(url))).toBeUndefined();
});
