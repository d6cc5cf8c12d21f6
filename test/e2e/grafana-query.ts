import type { VariableModel } from '@grafana/schema';
import type { Query } from '../generators/grafana/shipped-dashboards.js';
import { labelValuesOf } from '../generators/grafana/shipped-dashboards.js';
import type { RealPrometheus } from './real-prometheus.js';

export interface Series {
  readonly metric: Readonly<Record<string, string>>;
}

/** The values of variables by their names; those that are not there are as the dashboard opens. */
export type Choices = Readonly<Record<string, string>>;

/** The time range of the dashboard, in seconds since 1970. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** Does with a query what Grafana's Prometheus data source does with it, where Prometheus is scraped every second. */
export async function runQuery(
  prometheus: RealPrometheus,
  { expr, instant }: Query,
  variables: readonly VariableModel[],
  { from, to }: TimeRange,
  choices: Choices = {},
): Promise<Series[]> {
  const query = expr
    .replaceAll('$__rate_interval', '4s')
    .replaceAll('$__range', `${to - from}s`)
    .replaceAll(/\$(\w+)/g, (text, name) => chosenValue(name, variables, choices) ?? text);
  const { result } = instant
    ? await prometheus.get<{ result: Series[] }>('query', { query, time: `${to}` })
    : await prometheus.get<{ result: Series[] }>('query_range', {
        query,
        start: `${from}`,
        end: `${to}`,
        step: '1',
      });
  return result;
}

/** The values that a variable of the dashboard offers. */
export async function variableValues(
  prometheus: RealPrometheus,
  variable: VariableModel,
  variables: readonly VariableModel[],
): Promise<string[]> {
  const { selector, label } = labelValuesOf(variable) ?? { selector: '', label: '' };
  const match = selector.replaceAll(/\$(\w+)/g, (text, name) => chosenValue(name, variables, {}) ?? text);
  return prometheus.get<string[]>(`label/${label}/values`, { 'match[]': match });
}

function chosenValue(
  name: string,
  variables: readonly VariableModel[],
  choices: Choices,
): string | undefined {
  const variable = variables.find((each) => each.name === name);
  const chosen = choices[name];
  if (chosen !== undefined) return chosen;
  return variable?.type === 'textbox' && typeof variable.query === 'string'
    ? variable.query
    : variable?.allValue;
}
