import * as z from 'zod';
import { renderJson } from '../../src/render-json.js';
import type { ChartValue } from './list-values.js';
import { valuesOptions } from './values-options.js';

/** The JSON Schema of the values of the chart. */
export function renderValuesSchema(values: readonly ChartValue[], alerts: readonly string[]): string {
  const options = z.toJSONSchema(valuesOptions(alerts), { target: 'draft-7', io: 'input' });
  const { $schema, definitions, properties, ...schema } = options;
  const descriptions = new Map(values.map(({ path, description }) => [path, description]));
  return renderJson({
    $schema,
    title: 'Values of the chart restore-test-monitor',
    ...schema,
    properties: described(Object(properties), descriptions),
    definitions: { ...Object(definitions), reference },
  });
}

/** As in the configuration; a template of Helm may stand in its place, too. */
const reference = {
  description: `A text with environment variables, \${NAME} or \${NAME:-default}, or with templates of Helm.`,
  type: 'string',
  pattern: '\\$\\{|\\{\\{',
};

/** With the comments of values.yaml. */
function described(properties: object, descriptions: ReadonlyMap<string, string>, prefix = ''): object {
  const entries = Object.entries(properties).map(([key, option]): [string, object] => {
    const path = prefix + key;
    const below: unknown = option.properties;
    const description = descriptions.get(path);
    return [
      key,
      {
        ...(description && { description }),
        ...option,
        ...(below instanceof Object && { properties: described(below, descriptions, `${path}.`) }),
      },
    ];
  });
  return Object.fromEntries(entries);
}
