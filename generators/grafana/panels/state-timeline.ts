import {
  FieldColorModeId,
  SortOrder,
  TooltipDisplayMode,
  type ValueMapping,
  VisibilityMode,
} from '@grafana/schema';
import type {
  FieldConfig,
  Options,
} from '@grafana/schema/dist/esm/raw/composable/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen';
import { neutral, thresholds } from '../colors.js';
import { type Block, block, type Heading } from './block.js';
import { range } from './target.js';

interface StateTimeline extends Heading {
  readonly expr: string;
  readonly legend: string;
  /** What each value stands for. */
  readonly states: ValueMapping[];
}

/** A band for each series that shows its states over time. */
export function stateTimeline({ expr, legend, states, ...heading }: StateTimeline): Block {
  const options = {
    mergeValues: true,
    showValue: VisibilityMode.Never,
    rowHeight: 0.9,
    tooltip: { mode: TooltipDisplayMode.Single, sort: SortOrder.None },
    legend: { placement: 'bottom', showLegend: true, calcs: [] },
  } satisfies Options;
  const custom = { fillOpacity: 80, lineWidth: 0 } satisfies FieldConfig;
  return block(heading, {
    type: 'state-timeline',
    targets: [range('A', expr, legend)],
    options,
    fieldConfig: {
      defaults: {
        unit: 'none',
        color: { mode: FieldColorModeId.Thresholds },
        thresholds: thresholds(neutral),
        mappings: states,
        custom,
      },
      overrides: [],
    },
  });
}
