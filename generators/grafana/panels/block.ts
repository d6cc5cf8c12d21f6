import type { Panel } from '@grafana/schema';

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
  return {
    width,
    alerts,
    panel: { title, description: withRunbooks(description, alerts), datasource, ...panel },
  };
}

function withRunbooks(description: string, alerts: readonly string[]): string {
  if (alerts.length === 0) return description;
  return `${description}\n\n${alerts.length === 1 ? 'Runbook' : 'Runbooks'}: ${alerts.join(', ')}.`;
}
