import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { GeneratedFile } from '../generated-file.js';
import { renderChartReadme } from './chart-readme.js';
import { listValues } from './list-values.js';
import { renderValuesSchema } from './values-schema.js';

const chart = 'helm/restore-test-monitor';

/** The generated files of the chart. It has copies of the rules and of the files for Grafana, since Helm reads no file outside of it. */
export function chartFiles(forGrafana: readonly GeneratedFile[]): GeneratedFile[] {
  const values = listValues(read(`${chart}/values.yaml`));
  const { description }: { description: string } = parse(read(`${chart}/Chart.yaml`));
  const rules = read('config/prometheus/restore-test-monitor.rules.yaml');
  return [
    { path: `${chart}/values.schema.json`, content: renderValuesSchema(values, alertNames(rules)) },
    { path: `${chart}/README.md`, content: renderChartReadme(values, description) },
    { path: `${chart}/files/restore-test-monitor.rules.yaml`, content: rules },
    ...forGrafana.map(({ path, content }) => ({
      path: path.replace('config/grafana', `${chart}/files`),
      content,
    })),
  ];
}

function alertNames(rulesYaml: string): string[] {
  const { groups }: { groups: { rules: { alert?: string }[] }[] } = parse(rulesYaml);
  return groups.flatMap(({ rules }) => rules.flatMap(({ alert }) => alert ?? []));
}

function read(path: string): string {
  return readFileSync(path, 'utf8');
}
