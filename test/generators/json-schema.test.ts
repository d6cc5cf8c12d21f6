import { expect, it } from '@jest/globals';
import { renderJsonSchema } from '../../generators/json-schema.js';
import { listOptions } from '../../src/config/list-options.js';
import { configSchema } from '../../src/config/schema.js';

interface Node {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
}

const schema: Node = JSON.parse(renderJsonSchema());
const options = listOptions(configSchema);
const nodes = nodesBelow(schema, '');

function nodesBelow(node: Node, path: string): Map<string, Node> {
  const children = Object.entries(node.properties ?? {}).map(
    ([key, child]) => [path === '' ? key : `${path}.${key}`, child] as const,
  );
  const items = node.items === undefined ? [] : [[`${path}[]`, node.items] as const];
  const below = [...children, ...items].flatMap(([name, child]) => [...nodesBelow(child, name)]);
  return new Map([[path, node], ...below]);
}

it('is draft-07 and keeps the daemon’s own annotations out', () => {
  expect(schema).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#', type: 'object' });
  expect(renderJsonSchema()).not.toMatch(/"(?:secret|asWritten|expects)"/);
});

it('describes each option as the reference does', () => {
  const described = [...nodes].flatMap(([path, { description }]) =>
    description ? [[path, description]] : [],
  );
  expect(described).toEqual(options.map(({ path, description }) => [path, description]));
});

it('has the default of each option', () => {
  const single = options.filter(({ isSection }) => !isSection);
  const defaults = single.map(({ path }) => nodes.get(path)?.default);
  const expected = single.map(({ defaultValue }) => defaultValue);
  expect(
    defaults.map((value) =>
      typeof value === 'string' || value === undefined ? value : JSON.stringify(value),
    ),
  ).toEqual(expected);
});

it('refuses unknown options at each level', () => {
  const maps = [...nodes.values()].filter((node) => node.properties !== undefined);
  expect(maps.map((node) => node.additionalProperties)).toEqual(maps.map(() => false));
  expect(maps.length).toBe(29);
});

it('takes account ids with and without quotes, and references to variables', () => {
  expect(nodes.get('accounts[].id')?.anyOf).toEqual([
    { type: ['string', 'integer'], pattern: '^\\d{12}$' },
    { $ref: '#/definitions/reference' },
  ]);
  expect(nodes.get('accounts[]')?.required).toEqual(['id']);
});

it('takes a list of regions, each of which may be a reference, or all', () => {
  expect(nodes.get('regions')?.anyOf).toEqual([
    {
      type: 'array',
      minItems: 1,
      items: { anyOf: [expect.anything(), { $ref: '#/definitions/reference' }] },
    },
    { type: 'string', const: 'all' },
    { $ref: '#/definitions/reference' },
  ]);
});

it('lists the choices of an option that has some', () => {
  expect(nodes.get('summaries.period')?.anyOf?.[0]?.enum).toEqual(['ONE_DAY', 'SEVEN_DAYS', 'FOURTEEN_DAYS']);
});

it('lets a section stand empty', () => {
  expect(nodes.get('poll')?.type).toEqual(['object', 'null']);
});

it('has patterns that editors can compile', () => {
  const patterns = [...nodes.values()]
    .flatMap((node) => [node, ...(node.anyOf ?? [])])
    .flatMap((node) => node.pattern ?? []);
  expect(patterns.length).toBeGreaterThan(10);
  for (const pattern of patterns) expect(() => new RegExp(pattern, 'u')).not.toThrow();
});
