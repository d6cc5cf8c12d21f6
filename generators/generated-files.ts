import { chartFiles } from './chart/chart-files.js';
import { renderConfigurationDoc } from './docs/configuration-doc.js';
import { renderMetricsDoc } from './docs/metrics-doc.js';
import type { GeneratedFile } from './generated-file.js';
import { grafanaFiles } from './grafana/grafana-files.js';
import { renderJsonSchema } from './json-schema.js';
import { policyFiles } from './policy-files.js';

export function generatedFiles(): GeneratedFile[] {
  const forGrafana = grafanaFiles();
  return [
    { path: 'config/config.schema.json', content: renderJsonSchema() },
    { path: 'docs/configuration.md', content: renderConfigurationDoc() },
    { path: 'docs/metrics.md', content: renderMetricsDoc() },
    ...policyFiles(),
    ...forGrafana,
    ...chartFiles(forGrafana),
  ];
}
