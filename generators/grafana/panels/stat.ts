import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  FieldColorModeId,
  type ThresholdsConfig,
  type ValueMapping,
  VizOrientation,
} from '@grafana/schema';
import type { Options } from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import type { DataLink } from '../links.js';
import type { Unit } from '../unit.js';
import { type Block, block, type Heading } from './block.js';
import { instant } from './target.js';

interface Stat extends Heading {
  readonly expr: string;
  readonly unit: Unit;
  readonly thresholds: ThresholdsConfig;
  readonly decimals?: number;
  readonly mappings?: ValueMapping[];
  readonly link?: DataLink;
}

/** One number. */
export function stat({ expr, unit, thresholds, decimals, mappings = [], link, ...heading }: Stat): Block {
  const options = {
    reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    orientation: VizOrientation.Auto,
    textMode: BigValueTextMode.Value,
    colorMode: BigValueColorMode.Value,
    graphMode: BigValueGraphMode.None,
    justifyMode: BigValueJustifyMode.Auto,
  } satisfies Partial<Options>;
  return block(heading, {
    type: 'stat',
    targets: [instant('A', expr)],
    options,
    fieldConfig: {
      defaults: {
        unit,
        ...(decimals !== undefined && { decimals }),
        color: { mode: FieldColorModeId.Thresholds },
        thresholds,
        mappings,
        links: link ? [link] : [],
      },
      overrides: [],
    },
  });
}
