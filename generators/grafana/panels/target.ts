import { datasource } from './block.js';

/** A query of a panel, as the Prometheus data source takes it. */
export type Target = Record<string, unknown>;

/** The values at the end of the time range. */
export function instant(
  refId: string,
  expr: string,
  format: 'time_series' | 'table' = 'time_series',
): Target {
  return { ...query(refId, expr), instant: true, range: false, format };
}

/** The values over the time range; the legend names each series by its labels, as in `{{status}}`. */
export function range(refId: string, expr: string, legendFormat: string): Target {
  return { ...query(refId, expr), instant: false, range: true, format: 'time_series', legendFormat };
}

export function refIdOf(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index);
}

function query(refId: string, expr: string): Target {
  return { refId, datasource, editorMode: 'code', expr };
}
