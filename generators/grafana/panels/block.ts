import type { DashboardLink, Panel } from '@grafana/schema';
import { runbookLink } from '../links.js';

/** A panel that has no place on its dashboard yet. */
export interface Block {
  /** Columns of the 24 that a dashboard has. */
  readonly width: number;
  /** The alerts that are about what the panel shows. */
  readonly alerts: readonly string[];
  readonly panel: Panel;
}

/** What every panel says of itself. */
export interface Heading {
  readonly title: string;
  readonly description: string;
  readonly width: number;
  readonly alerts?: readonly string[];
}

export const datasource = { type: 'prometheus', uid: '${datasource}' } as const;

export function block(heading: Heading, panel: Panel): Block {
  const { title, description, width, alerts = [] } = heading;
  const links: DashboardLink[] = alerts.map(runbookLink);
  return { width, alerts, panel: { title, description, datasource, links, ...panel } };
}
