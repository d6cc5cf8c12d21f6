/** A rule as Grafana's file provisioning takes it. */
export interface GrafanaRule {
  /** At most 40 letters, digits, - and _. */
  readonly uid: string;
  readonly title: string;
  /** The query whose value decides. */
  readonly condition: string;
  readonly data: readonly GrafanaQuery[];
  readonly dashboardUid: string;
  readonly panelId: number;
  readonly noDataState: 'NoData' | 'Alerting' | 'OK';
  readonly execErrState: 'Error' | 'Alerting' | 'OK';
  readonly for: string;
  readonly keepFiringFor?: string;
  readonly missing_series_evals_to_resolve: number;
  readonly annotations: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

export interface GrafanaQuery {
  readonly refId: string;
  readonly relativeTimeRange: { readonly from: number; readonly to: number };
  readonly datasourceUid: string;
  readonly model: Readonly<Record<string, unknown>>;
}

export interface GrafanaRules {
  readonly apiVersion: 1;
  readonly groups: readonly {
    readonly orgId: number;
    readonly name: string;
    readonly folder: string;
    readonly interval: string;
    readonly rules: readonly GrafanaRule[];
  }[];
}
