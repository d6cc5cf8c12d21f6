import {
  BarGaugeDisplayMode,
  FieldColorModeId,
  type ThresholdsConfig,
  VizOrientation,
} from '@grafana/schema';
import type { Options } from '@grafana/schema/dist/esm/raw/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen';
import type { Unit } from '../unit.js';
import { type Block, block, type Heading } from './block.js';
import { instant } from './target.js';

interface BarGauge extends Heading {
  readonly expr: string;
  readonly legend: string;
  readonly unit: Unit;
  readonly thresholds: ThresholdsConfig;
  readonly max?: number;
}

/** A bar for each series. */
export function barGauge({ expr, legend, unit, thresholds, max, ...heading }: BarGauge): Block {
  const options = {
    reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    orientation: VizOrientation.Horizontal,
    displayMode: BarGaugeDisplayMode.Basic,
    showUnfilled: true,
  } satisfies Partial<Options>;
  return block(heading, {
    type: 'bargauge',
    targets: [{ ...instant('A', expr), legendFormat: legend }],
    options,
    fieldConfig: {
      defaults: {
        unit,
        min: 0,
        ...(max !== undefined && { max }),
        color: { mode: FieldColorModeId.Thresholds },
        thresholds,
      },
      overrides: [],
    },
  });
}
