import { EventEmitter } from 'node:events';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { constants, runInThisContext } from 'node:vm';
import type * as BuildInfo from '../../src/build-info.js';
import type * as Cli from '../../src/cli.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { afterTest } from '../clean-up.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { type ConfigInput, type Given, prepare } from './daemon-config.js';
import { lendEnvironment } from './process-environment.js';
import {
  type Daemon,
  type Exit,
  type Run,
  type StartArguments,
  serveArguments,
  whenServing,
} from './running-daemon.js';

/** Imports as Node.js does: once for all files of tests of a worker, while Jest loads and compiles anew for each. */
const importOnce: (url: string) => Promise<unknown> = runInThisContext('(url) => import(url)', {
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});
const built = (file: string) => importOnce(new URL(`../../dist/${file}`, import.meta.url).href);
const { runCli } = (await built('cli.js')) as typeof Cli;
const { readBuildInfo } = (await built('build-info.js')) as typeof BuildInfo;

/** Runs a command of the built daemon in this process. Signals come to it alone, and its exit code is told. */
export function runCommand(args: readonly string[], given: Given): Run {
  const { file, env, ...prepared } = prepare(args, given);
  const giveBack = lendEnvironment(env);
  const streams = { stdout: openStream('stdout'), stderr: openStream('stderr') };
  const signals = new EventEmitter();
  const host = Object.assign(signals, {
    ...streams,
    exit: (code: number) => {
      throw new Error(`the command ends its process with ${code}`);
    },
  });
  let code: number | null = null;
  const output = (): Exit => ({
    code,
    signal: null,
    stdout: streams.stdout.text(),
    stderr: streams.stderr.text(),
  });
  const ended = runCli(prepared.args, {
    build: readBuildInfo(env),
    env,
    stdout: streams.stdout.write,
    stderr: streams.stderr.write,
    process: host,
  }).finally(giveBack);
  const exited = ended.then((of) => {
    code = of;
    return output();
  });
  afterTest(async () => {
    if (code === null) signals.emit('SIGTERM', 'SIGTERM');
    await exited;
    for (const { fd } of [streams.stdout, streams.stderr]) closeSync(fd);
  });
  return { exited, output, kill: (signal) => void signals.emit(signal, signal), file };
}

/** A daemon that serves in this process, stopped after the test. */
export function startDaemon(
  simulator: Simulator,
  config: ConfigInput | undefined,
  ...[env = {}, address, flags]: StartArguments
): Promise<Daemon> {
  return whenServing(runCommand(serveArguments(address, flags), { simulator, config, env }));
}

/** A file in the place of a stream. */
function openStream(name: string) {
  const path = join(temporaryDirectory(), name);
  const fd = openSync(path, 'w');
  return {
    fd,
    write: (text: string) => void writeSync(fd, text),
    text: () => readFileSync(path, 'utf8'),
  };
}
