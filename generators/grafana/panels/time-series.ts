import {
  FieldColorModeId,
  GraphDrawStyle,
  type GraphFieldConfig,
  SortOrder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
} from '@grafana/schema';
import type { Options } from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';
import type { Unit } from '../unit.js';
import { type Block, block, type Heading } from './block.js';
import { range, refIdOf } from './target.js';

interface TimeSeries extends Heading {
  readonly series: readonly { readonly expr: string; readonly legend: string }[];
  readonly unit: Unit;
  readonly style?: 'lines' | 'stacked' | 'bars';
  readonly max?: number;
  /** Colours of series, by their names in the legend. */
  readonly colors?: Readonly<Record<string, string>>;
}

/** Lines, areas or bars over time. */
export function timeSeries({
  series,
  unit,
  style = 'lines',
  max,
  colors = {},
  ...heading
}: TimeSeries): Block {
  const options = {
    legend: {
      placement: 'bottom',
      showLegend: true,
      calcs: ['lastNotNull'],
    },
    tooltip: { mode: TooltipDisplayMode.Multi, sort: SortOrder.Descending },
  } satisfies Options;
  return block(heading, {
    type: 'timeseries',
    targets: series.map(({ expr, legend }, index) => range(refIdOf(index), expr, legend)),
    options,
    fieldConfig: {
      defaults: {
        unit,
        min: 0,
        ...(max !== undefined && { max }),
        color: { mode: FieldColorModeId.PaletteClassic },
        custom: styles[style],
      },
      overrides: Object.entries(colors).map(([name, fixedColor]) => ({
        matcher: { id: 'byName', options: name },
        properties: [{ id: 'color', value: { mode: FieldColorModeId.Fixed, fixedColor } }],
      })),
    },
  });
}

const line = {
  drawStyle: GraphDrawStyle.Line,
  lineWidth: 1,
  fillOpacity: 0,
  showPoints: VisibilityMode.Never,
  spanNulls: false,
} satisfies GraphFieldConfig;

const stacked = { stacking: { mode: StackingMode.Normal, group: 'A' } };

const styles: Readonly<Record<NonNullable<TimeSeries['style']>, Record<string, unknown>>> = {
  lines: line,
  stacked: { ...line, ...stacked, fillOpacity: 40 },
  bars: { ...line, ...stacked, drawStyle: GraphDrawStyle.Bars, fillOpacity: 80 },
};
