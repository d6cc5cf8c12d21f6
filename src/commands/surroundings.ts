import type { BuildInfo } from '../build-info.js';
import type { LogStream } from '../log/log-output.js';

/** The outside world of a command. */
export interface Surroundings {
  readonly build: BuildInfo;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly process: HostProcess;
}

/** The process that a command runs in: its signals arrive there, and its log goes there. */
export interface HostProcess {
  readonly stdout: LogStream;
  readonly stderr: LogStream;
  on(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
  exit(code: number): void;
}

/** 0: done; 1: something failed that the configuration is not to blame for; 2: bad configuration or usage. */
export type ExitCode = 0 | 1 | 2;
