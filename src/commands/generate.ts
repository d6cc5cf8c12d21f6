import { renderConfigurationDoc } from '../config/configuration-doc.js';
import { renderJsonSchema } from '../config/json-schema.js';

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
  ];
}
