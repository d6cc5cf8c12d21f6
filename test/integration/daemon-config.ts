import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Simulator } from '../../src/simulator/simulator.js';
import { temporaryDirectory } from '../temporary-directory.js';

/** Options that make a run quick; a test sets what it is about on top of them. */
const quick = {
  poll: { schedule: '1s', jitter: '0s', deadline: '10s' },
  retry: { attempts: 8, delay: '5ms', throttleDelay: '5ms', maxDelay: '50ms' },
  rateLimit: 1000,
  aws: { connectionTimeout: '1s', requestTimeout: '2s' },
  log: { level: 'debug', format: 'json' },
};

export type ConfigInput = Record<string, unknown> & { poll?: object; retry?: object; aws?: object };

/** The file of a configuration with quick options below its own. */
export function configText(config: ConfigInput): string {
  return stringify({
    ...quick,
    ...config,
    poll: { ...quick.poll, ...config.poll },
    retry: { ...quick.retry, ...config.retry },
    aws: { ...quick.aws, ...config.aws },
  });
}

export function awsEnvironment(simulator: Simulator): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: simulator.url,
    AWS_ACCESS_KEY_ID: simulator.baseCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: simulator.baseCredentials.secretAccessKey,
    AWS_REGION: 'eu-west-1',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/** What a command of the daemon is given by a test. */
export interface Given {
  /** AWS is there. */
  readonly simulator?: Simulator | undefined;
  readonly config?: ConfigInput | undefined;
  readonly env?: Readonly<Record<string, string>>;
}

/** The arguments and the environment of a command, and where its configuration is or may be written. */
export function prepare(args: readonly string[], { simulator, config, env = {} }: Given) {
  const home = temporaryDirectory();
  const file = join(home, 'config.yaml');
  if (config) writeFileSync(file, configText(config));
  return {
    file,
    args: config ? [...args, '--config.file', file] : args,
    env: { PATH: process.env['PATH'] ?? '', HOME: home, ...(simulator && awsEnvironment(simulator)), ...env },
  };
}
