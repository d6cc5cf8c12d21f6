import type { BuildInfo } from '../build-info.js';

/** What a command gets of the outside. */
export interface Surroundings {
  readonly build: BuildInfo;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

/** 0: done; 1: something failed that the configuration is not to blame for; 2: bad configuration or usage. */
export type ExitCode = 0 | 1 | 2;
