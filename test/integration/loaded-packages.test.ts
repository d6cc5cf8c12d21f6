import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { simulate } from '../simulator/running-simulator.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { runProcess } from './daemon-process.js';
import { accountIds, configuredAccounts, mixedRows, organization } from './organization.js';

const heavy = ['@aws-sdk/client-backup', 'fastify', 'pino', 'pino-pretty', 'prom-client'];
const preload = fileURLToPath(new URL('./loaded-packages.mjs', import.meta.url));
const ids = accountIds(1);

it.each([
  ['--version', 'json', []],
  ['check-config', 'json', []],
  ['healthcheck', 'json', []],
  ['iam-policy', 'json', ['@aws-sdk/client-backup']],
  ['once', 'json', ['@aws-sdk/client-backup', 'fastify', 'pino', 'prom-client']],
  ['once', 'pretty', ['@aws-sdk/client-backup', 'fastify', 'pino', 'pino-pretty', 'prom-client']],
])('%s with a log of %s loads of the heavy packages %j', async (command, format, loaded) => {
  const simulator = await simulate(organization(ids, mixedRows));
  const list = join(temporaryDirectory(), 'loaded');
  const { exited } = runProcess([command], {
    simulator,
    config: { accounts: configuredAccounts(ids), log: { format }, web: { listenAddress: '127.0.0.1:1' } },
    env: { NODE_OPTIONS: `--import=${preload}`, LOADED_PACKAGES: list },
  });
  await exited;
  const packages = readFileSync(list, 'utf8').split('\n');
  expect(heavy.filter((name) => packages.includes(name))).toEqual(loaded);
});

it.each([
  ['nothing about tags', {}, false],
  ['keys of tags', { tags: { keys: ['owner'] } }, true],
])('once with %s in its configuration loads the client of tags', async (_, options, isLoaded) => {
  const simulator = await simulate(organization(ids, mixedRows));
  const list = join(temporaryDirectory(), 'loaded');
  const config = { accounts: configuredAccounts(ids), ...options };
  const env = { NODE_OPTIONS: `--import=${preload}`, LOADED_PACKAGES: list };
  await runProcess(['once'], { simulator, config, env }).exited;
  const packages = readFileSync(list, 'utf8').split('\n');
  expect(packages.includes('@aws-sdk/client-resource-groups-tagging-api')).toBe(isLoaded);
});
