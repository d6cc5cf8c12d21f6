import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { temporaryDirectory } from '../temporary-directory.js';
import { leaks, secrets } from './canaries.js';
import { startConnectProxy } from './connect-proxy.js';
import { runCommand } from './daemon.js';

const keys = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: secrets.secretAccessKey };
const region = { AWS_REGION: 'us-east-1' };

/** The hosts that a run asks a proxy for, which refuses them all. */
async function hostsUnder(env: Record<string, string>): Promise<Set<string>> {
  const proxy = await startConnectProxy({ status: 502 });
  const run = runCommand(['once'], {
    config: { accounts: [{ id: 111122223333 }], retry: { attempts: 1 } },
    env: {
      ...region,
      ...keys,
      AWS_EC2_METADATA_DISABLED: 'true',
      HTTPS_PROXY: `http://${proxy.address}`,
      ...env,
    },
  });
  expect((await run.exited).code).toBe(1);
  return new Set(proxy.targets);
}

describe('keys that end with a line break', () => {
  it.each(['serve', 'once', 'doctor', 'check-config'])('are refused by %s, and not told', async (command) => {
    const env = { ...region, ...keys, AWS_SECRET_ACCESS_KEY: `${secrets.secretAccessKey}\n` };
    const { code, stdout, stderr } = await runCommand([command], { env }).exited;
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: 'AWS_SECRET_ACCESS_KEY: the value ends with a line feed; remove it\n',
    });
    expect(leaks(stdout + stderr)).toEqual([]);
  });
});

describe('the endpoints', () => {
  it.each([
    [{}, 'sts.us-east-1.amazonaws.com'],
    [{ AWS_USE_FIPS_ENDPOINT: 'False' }, 'sts.us-east-1.amazonaws.com'],
    [{ AWS_USE_FIPS_ENDPOINT: 'true' }, 'sts-fips.us-east-1.amazonaws.com'],
    [{ AWS_USE_FIPS_ENDPOINT: 'True' }, 'sts-fips.us-east-1.amazonaws.com'],
    [{ AWS_USE_DUALSTACK_ENDPOINT: 'TRUE' }, 'sts.us-east-1.api.aws'],
    [{ AWS_USE_FIPS_ENDPOINT: 'True', AWS_USE_DUALSTACK_ENDPOINT: 'True' }, 'sts-fips.us-east-1.api.aws'],
  ])('are those of %j', async (env, host) => {
    expect(await hostsUnder(env)).toContain(`${host}:443`);
  });

  it.each([
    ['use_fips_endpoint = True', 'sts-fips.us-east-1.amazonaws.com'],
    ['use_dualstack_endpoint = TRUE', 'sts.us-east-1.api.aws'],
  ])('are those of a profile with %s', async (line, host) => {
    const file = join(temporaryDirectory(), 'config');
    writeFileSync(file, `[default]\n${line}\n`);
    expect(await hostsUnder({ AWS_CONFIG_FILE: file })).toContain(`${host}:443`);
  });

  it('are not asked where a profile is not clear about them', async () => {
    const file = join(temporaryDirectory(), 'config');
    writeFileSync(file, '[default]\nuse_fips_endpoint = yes\n');
    const run = runCommand(['once'], {
      config: { accounts: [{ id: 111122223333 }], plans: { enabled: false }, retry: { attempts: 1 } },
      env: { ...region, ...keys, AWS_CONFIG_FILE: file },
    });
    const { code, stdout, stderr } = await run.exited;
    expect(code).toBe(1);
    expect(stdout).toContain('reason="invalid_request"} 1');
    expect(stderr).toContain('use_fips_endpoint of the profile is \\"yes\\"; expected true or false');
  });
});
