import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../temporary-directory.js';

export interface ProjectedVolume {
  readonly file: string;
  publish(text: string): void;
}

/** A volume as the kubelet mounts a ConfigMap or a token: the file is a link through ..data, which is swapped. */
export function projectedVolume(name: string, text: string): ProjectedVolume {
  const directory = temporaryDirectory();
  let version = 0;
  const publish = (next: string) => {
    const data = `..version_${version++}`;
    mkdirSync(join(directory, data));
    writeFileSync(join(directory, data, name), next);
    symlinkSync(data, join(directory, '..data_tmp'));
    renameSync(join(directory, '..data_tmp'), join(directory, '..data'));
    if (version > 1) rmSync(join(directory, `..version_${version - 2}`), { recursive: true });
  };
  publish(text);
  symlinkSync(join('..data', name), join(directory, name));
  return { file: join(directory, name), publish };
}
