import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach } from '@jest/globals';
import { stringify } from 'yaml';
import type { Simulator } from '../../src/simulator/simulator.js';
import { parseExposition, type Samples } from './exposition-lines.js';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Daemon {
  readonly url: string;
  /** The log so far, one object a line, without what depends on the release of Node.js that the tests run on. */
  log(): Record<string, unknown>[];
  /** Everything that the process wrote so far. */
  output(): string;
  metrics(): Promise<Samples>;
  /** The metrics of the first scrape that satisfies `isReached`. */
  metricsWhen(isReached: (samples: Samples) => boolean, timeoutMs?: number): Promise<Samples>;
  kill(signal: NodeJS.Signals): void;
  /** What is read of the log. */
  readonly stdout: Readable;
  readonly exited: Promise<Exit>;
  /** Settles when the process has ended, also while nobody reads its log. */
  readonly ended: Promise<unknown>;
  /** The configuration file. */
  readonly file: string;
  /** Writes the file anew; a text as it is. */
  configure(config: ConfigInput | string): void;
}

const cleanUps: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

/** Options that make a run quick; a test sets what it is about on top of them. */
const quick = {
  poll: { schedule: '1s', jitter: '0s', deadline: '10s' },
  retry: { attempts: 8, delay: '5ms', throttleDelay: '5ms', maxDelay: '50ms' },
  rateLimit: 1000,
  aws: { connectionTimeout: '1s', requestTimeout: '2s' },
  log: { level: 'debug', format: 'json' },
};

export type ConfigInput = Record<string, unknown> & { poll?: object; retry?: object; aws?: object };

/** A directory that is removed after the test. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'restore-test-monitor-'));
  cleanUps.push(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Runs a command of the built daemon as a process of its own, with AWS at the simulator. */
export function runCommand(
  args: readonly string[],
  {
    simulator,
    config,
    env = {},
  }: { simulator?: Simulator; config?: ConfigInput; env?: Record<string, string> },
): {
  child: ChildProcessByStdio<null, Readable, Readable>;
  exited: Promise<Exit>;
  output: () => Exit;
  file: string;
} {
  const directory = temporaryDirectory();
  const file = join(directory, 'config.yaml');
  if (config) writeFileSync(file, configText(config));
  const configArgs = config ? ['--config.file', file] : [];
  const child = spawn(process.execPath, [main, ...args, ...configArgs], {
    env: { PATH: process.env['PATH'], HOME: directory, ...(simulator && awsEnvironment(simulator)), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const exited = new Promise<Exit>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  cleanUps.push(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  return { child, exited, output: () => ({ code: null, signal: null, stdout, stderr }), file };
}

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

/** A daemon that serves, stopped after the test. */
export async function startDaemon(
  simulator: Simulator,
  config: ConfigInput | undefined,
  env: Record<string, string> = {},
  address = '127.0.0.1:0',
  flags: readonly string[] = [],
): Promise<Daemon> {
  const args = ['serve', '--web.listen-address', address, ...flags];
  const { child, exited, output, file } = runCommand(args, {
    simulator,
    env,
    ...(config && { config }),
  });
  const log = () =>
    output()
      .stdout.split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((line) => line['endOfLife'] === undefined);
  const text = async (path: string) => (await fetch(`${url}${path}`)).text();
  const listening = await eventually(() => {
    if (child.exitCode !== null) throw new Error(`the daemon ended: ${output().stdout}${output().stderr}`);
    return log().find((line) => line['msg'] === 'listening')?.['address'];
  }, 10_000);
  const url = String(listening);
  const metrics = async () => parseExposition(await text('/metrics'));
  return {
    url,
    log,
    output: () => output().stdout + output().stderr,
    metrics,
    metricsWhen: (isReached, timeoutMs = 15_000) =>
      eventually(async () => {
        const samples = await metrics();
        return isReached(samples) ? samples : undefined;
      }, timeoutMs),
    kill: (signal) => void child.kill(signal),
    stdout: child.stdout,
    exited,
    ended: new Promise((resolve) => child.once('exit', resolve)),
    file,
    configure: (next) => writeFileSync(file, typeof next === 'string' ? next : configText(next)),
  };
}

/** The first value that is not undefined, asked for again and again. */
export async function eventually<T>(
  ask: () => T | undefined | Promise<T | undefined>,
  timeoutMs: number,
): Promise<T> {
  const endsAt = performance.now() + timeoutMs;
  for (;;) {
    const value = await ask();
    if (value !== undefined) return value;
    if (performance.now() > endsAt) throw new Error(`nothing came within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
