import { readdirSync, readFileSync } from 'node:fs';
import type { Dashboard, Panel, RowPanel, VariableModel } from '@grafana/schema';

const directory = 'config/grafana/dashboards';

export const dashboards: readonly Dashboard[] = readdirSync(directory)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(`${directory}/${file}`, 'utf8')));

/** A query of a panel, as it is in the file. */
export interface Query {
  readonly refId: string;
  readonly expr: string;
  readonly instant: boolean;
  readonly format: string;
  readonly legendFormat?: string;
}

export function panelsOf({ panels = [] }: Dashboard): Panel[] {
  return panels.filter((panel): panel is Panel => !isRow(panel));
}

function isRow(panel: Panel | RowPanel): panel is RowPanel {
  return panel.type === 'row';
}

export function queriesOf({ targets = [] }: Panel): Query[] {
  return targets as unknown as Query[];
}

/** The fields that a table shows, by their names in the frame. */
export function columnsOf({ transformations = [] }: Panel): string[] {
  const { options } = transformations.find(({ id }) => id === 'organize') ?? {};
  return Object.keys((options as { indexByName: object } | undefined)?.indexByName ?? {});
}

export function variablesOf({ templating }: Dashboard): VariableModel[] {
  return templating?.list ?? [];
}

/** The query of a variable that asks for the values of a label. */
export function labelValuesOf({ query }: VariableModel): { selector: string; label: string } | undefined {
  const text = typeof query === 'object' ? String(query['query']) : '';
  const [, selector, label] = /^label_values\((.+), (\w+)\)$/.exec(text) ?? [];
  return selector !== undefined && label !== undefined ? { selector, label } : undefined;
}
