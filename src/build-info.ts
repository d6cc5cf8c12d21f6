import { readFileSync } from 'node:fs';

export interface BuildInfo {
  readonly version: string;
  /** The source revision, from the environment of the build; `unknown` where it was not given. */
  readonly revision: string;
}

export function readBuildInfo(env: NodeJS.ProcessEnv): BuildInfo {
  const packageFile = new URL('../package.json', import.meta.url);
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8'));
  return { version, revision: env['RESTORE_TEST_MONITOR_REVISION'] || 'unknown' };
}
