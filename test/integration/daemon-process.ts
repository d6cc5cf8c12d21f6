import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Simulator } from '../../src/simulator/simulator.js';
import { afterTest } from '../clean-up.js';
import { type ConfigInput, type Given, prepare } from './daemon-config.js';
import {
  type Daemon,
  type Exit,
  type Run,
  type StartArguments,
  serveArguments,
  whenServing,
} from './running-daemon.js';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export interface ProcessRun extends Run {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
}

export interface DaemonProcess extends Daemon {
  /** What is read of the log. */
  readonly stdout: Readable;
  /** Settles when the process has ended, also while nobody reads its log. */
  readonly ended: Promise<unknown>;
}

/** Runs a command of the built daemon as a process of its own, for tests of what only a process has. */
export function runProcess(args: readonly string[], given: Given): ProcessRun {
  const { file, env, ...prepared } = prepare(args, given);
  const child = spawn(process.execPath, [main, ...prepared.args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
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
  afterTest(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  return {
    child,
    exited,
    output: () => ({ code: child.exitCode, signal: child.signalCode, stdout, stderr }),
    kill: (signal) => void child.kill(signal),
    file,
  };
}

/** A daemon that serves in a process of its own, ended after the test. */
export async function startDaemonProcess(
  simulator: Simulator,
  config: ConfigInput | undefined,
  ...[env = {}, address, flags]: StartArguments
): Promise<DaemonProcess> {
  const run = runProcess(serveArguments(address, flags), { simulator, config, env });
  const ended = new Promise((resolve) => run.child.once('exit', resolve));
  return { ...(await whenServing(run)), stdout: run.child.stdout, ended };
}
