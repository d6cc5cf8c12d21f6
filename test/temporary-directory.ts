import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterTest } from './clean-up.js';

/** A directory that is removed after the test. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'restore-test-monitor-'));
  afterTest(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
