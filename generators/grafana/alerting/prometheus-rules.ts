import { parse } from 'yaml';

/** A file of rules for Prometheus, as far as this project uses what there is. */
export interface PrometheusRules {
  readonly groups: readonly { readonly name: string; readonly rules: readonly PrometheusAlert[] }[];
}

export interface PrometheusAlert {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export function parsePrometheusRules(text: string): PrometheusRules {
  return parse(text);
}
