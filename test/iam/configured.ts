import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Config } from '../../src/config/config.js';
import { loadConfig } from '../../src/config/load-config.js';

/** The configuration as the daemon would have it. */
export function configured(
  written: object,
  env: Record<string, string> = { AWS_REGION: 'eu-west-1' },
): Config {
  const directory = mkdtempSync(join(tmpdir(), 'configured-'));
  try {
    const file = join(directory, 'config.yaml');
    writeFileSync(file, stringify(written));
    const loaded = loadConfig({ file, flags: {}, env });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.failure));
    return loaded.value;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
