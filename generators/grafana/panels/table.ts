import {
  type DataTransformerConfig,
  FieldColorModeId,
  type ThresholdsConfig,
  type ValueMapping,
} from '@grafana/schema';
import type { Options } from '@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen';
import { neutral, thresholds } from '../colors.js';
import type { DataLink } from '../links.js';
import type { Unit } from '../unit.js';
import { type Block, block, type Heading } from './block.js';
import { instant, refIdOf } from './target.js';

interface Column {
  readonly title: string;
  readonly unit?: Unit;
  readonly decimals?: number;
  readonly width?: number;
  readonly mappings?: ValueMapping[];
  readonly thresholds?: ThresholdsConfig;
  readonly link?: DataLink;
}

/** A column with the values of a query, or, by the name of a label, with its values. */
type TableColumn = Column & ({ readonly label: string } | { readonly expr: string });

interface Table extends Heading {
  /** From left to right. Rows are what the queries have in common: the same labels. */
  readonly columns: readonly TableColumn[];
  /** Queries for their labels alone. */
  readonly labelsOf?: readonly string[];
  readonly sortBy: { readonly column: string; readonly desc?: boolean };
}

/** A row for each set of labels. */
export function table({ columns, labelsOf = [], sortBy, ...heading }: Table): Block {
  const shown = columns.flatMap((column) => ('expr' in column ? [column.expr] : []));
  const expressions = [...shown, ...labelsOf];
  const isSingle = expressions.length === 1;
  const valueField = (index: number) => (isSingle ? 'Value' : `Value #${refIdOf(index)}`);
  const fields = columns.map((column) =>
    'expr' in column ? valueField(shown.indexOf(column.expr)) : column.label,
  );
  const hidden = ['Time', ...labelsOf.map((_, index) => valueField(shown.length + index))];
  const options = {
    showHeader: true,
    sortBy: [{ displayName: sortBy.column, desc: sortBy.desc ?? false }],
  } satisfies Partial<Options>;
  return block(heading, {
    type: 'table',
    targets: expressions.map((expr, index) => instant(refIdOf(index), expr, 'table')),
    transformations: [...(isSingle ? [] : [merge]), organize(fields, hidden)],
    options,
    fieldConfig: {
      defaults: {
        unit: 'none',
        noValue: '–',
        color: { mode: FieldColorModeId.Thresholds },
        thresholds: thresholds(neutral),
        custom: { align: 'auto', displayMode: 'auto', filterable: true },
      },
      overrides: columns.map((column, index) => override(fields[index] ?? '', column)),
    },
  });
}

const merge: DataTransformerConfig = { id: 'merge', options: {} };

function organize(fields: readonly string[], hidden: readonly string[]): DataTransformerConfig {
  return {
    id: 'organize',
    options: {
      excludeByName: Object.fromEntries(hidden.map((name) => [name, true])),
      indexByName: Object.fromEntries(fields.map((name, index) => [name, index])),
      renameByName: {},
    },
  };
}

function override(field: string, column: Column) {
  const { title, unit, decimals, width, mappings, link } = column;
  const isColored = mappings !== undefined || column.thresholds !== undefined;
  const properties = {
    displayName: title,
    unit,
    decimals,
    mappings,
    thresholds: column.thresholds,
    links: link && [link],
    'custom.width': width,
    'custom.displayMode': isColored ? 'color-text' : undefined,
  };
  return {
    matcher: { id: 'byName', options: field },
    properties: Object.entries(properties).flatMap(([id, value]) =>
      value === undefined ? [] : [{ id, value }],
    ),
  };
}
