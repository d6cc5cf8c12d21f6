import { closeSync, openSync, readSync } from 'node:fs';
import type { Result } from '../result.js';
import { getField } from '../yaml/get-path.js';

/** The text of a file, or the message why it cannot be read. */
export type FileText = Result<string, string>;

const maxBytes = 4 * 1024 * 1024;
const chunkBytes = 64 * 1024;

/** Never reads more than the limit, so that a device or a wrong file cannot fill the memory. */
export function readConfigFile(file: string): FileText {
  try {
    const bytes = readAtMost(file, maxBytes + 1);
    if (bytes.length > maxBytes) return { ok: false, failure: 'the file is larger than 4 MiB' };
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    return { ok: false, failure: reasonOf(error) };
  }
}

function readAtMost(file: string, limit: number): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const parts: Buffer[] = [];
    let length = 0;
    while (length < limit) {
      const part = Buffer.alloc(Math.min(chunkBytes, limit - length));
      const read = readSync(descriptor, part);
      if (read === 0) break;
      parts.push(part.subarray(0, read));
      length += read;
    }
    return Buffer.concat(parts);
  } finally {
    closeSync(descriptor);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file: a part of the path is not a directory',
  EACCES: 'the file may not be read: permission denied',
  EPERM: 'the file may not be read: permission denied',
  EISDIR: 'this is a directory; expected a file',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'the file is not UTF-8 text',
};

function reasonOf(error: unknown): string {
  const code = String(getField(error, 'code') ?? error);
  return reasons[code] ?? `the file cannot be read (${code})`;
}
