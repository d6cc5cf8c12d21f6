import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { renderChartReadme } from './chart-readme.js';
import { listValues } from './list-values.js';
import { renderValuesSchema } from './values-schema.js';

const root = new URL('../../', import.meta.url);
const chart = 'helm/restore-test-monitor';
const rulesFile = 'config/prometheus/restore-test-monitor.rules.yaml';

/** What the chart ships of files that are kept elsewhere, since Helm reads no file outside of it; by directory, and how a name ends. */
const copied = [
  { from: 'config/grafana/dashboards', to: `${chart}/files/dashboards`, extension: '.json' },
  { from: 'config/grafana/alerting', to: `${chart}/files/alerting`, extension: '.yaml' },
];

/** The generated files of the chart, from those of the checkout that this code is in. */
export function chartFiles() {
  const values = listValues(read(`${chart}/values.yaml`));
  const { description }: { description: string } = parse(read(`${chart}/Chart.yaml`));
  return [
    { path: `${chart}/values.schema.json`, content: renderValuesSchema(values, alertNames(read(rulesFile))) },
    { path: `${chart}/README.md`, content: renderChartReadme(values, description) },
    { path: `${chart}/files/restore-test-monitor.rules.yaml`, content: read(rulesFile) },
    ...copied.flatMap(({ from, to, extension }) =>
      filesIn(from, extension).map((name) => ({ path: `${to}/${name}`, content: read(`${from}/${name}`) })),
    ),
  ];
}

function alertNames(rulesYaml: string): string[] {
  const { groups }: { groups: { rules: { alert?: string }[] }[] } = parse(rulesYaml);
  return groups.flatMap(({ rules }) => rules.flatMap(({ alert }) => alert ?? []));
}

function filesIn(directory: string, extension: string): string[] {
  const place = new URL(directory, root);
  return existsSync(place) ? readdirSync(place).filter((name) => name.endsWith(extension)) : [];
}

function read(path: string): string {
  return readFileSync(new URL(path, root), 'utf8');
}
