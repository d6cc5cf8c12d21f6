import { dirname, isAbsolute, join } from 'node:path';

/** A path as a file names it: relative to the directory of that file. */
export function resolveBeside(file: string | undefined, path: string): string {
  return isAbsolute(path) ? path : join(dirname(file ?? ''), path);
}
