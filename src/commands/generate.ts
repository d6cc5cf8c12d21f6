import { mkdirSync, writeFileSync } from 'node:fs';
import { chartFiles } from '../chart/chart-files.js';
import { renderConfigurationDoc } from '../config/configuration-doc.js';
import { renderJsonSchema } from '../config/json-schema.js';
import { policyFiles } from '../iam/policy-files.js';
import { renderMetricsDoc } from '../metrics/metrics-doc.js';
import type { ExitCode } from './surroundings.js';

/** A checked-in file whose text follows from the code. */
export interface GeneratedFile {
  /** From the root of the project. */
  readonly path: string;
  readonly content: string;
}

export function generatedFiles(): GeneratedFile[] {
  return [
    { path: 'config/config.schema.json', content: renderJsonSchema() },
    { path: 'docs/configuration.md', content: renderConfigurationDoc() },
    { path: 'docs/metrics.md', content: renderMetricsDoc() },
    ...policyFiles(),
    ...chartFiles(),
  ];
}

/** Writes the generated files into the checkout that this code is built in. */
export function generate(stdout: (text: string) => void): ExitCode {
  for (const { path, content } of generatedFiles()) {
    const file = new URL(`../../${path}`, import.meta.url);
    mkdirSync(new URL('.', file), { recursive: true });
    writeFileSync(file, content);
    stdout(`${path}\n`);
  }
  return 0;
}
