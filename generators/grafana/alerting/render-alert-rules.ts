import { stringify } from 'yaml';
import { type DashboardPlan, panelOf } from '../dashboard.js';
import { describedLabels, withDescribedLabel } from './described-label.js';
import type { GrafanaQuery, GrafanaRule, GrafanaRules } from './grafana-rule.js';
import { type PrometheusAlert, parsePrometheusRules } from './prometheus-rules.js';
import { describingRefIds, translateAnnotation, translateLabel } from './translate-template.js';

/** Both are set in the environment of Grafana. */
const datasourceUid = '${PROMETHEUS_DATASOURCE_UID}';

const runbookUrlBase = '${RUNBOOK_URL_BASE}';

const header = `# Generated from config/prometheus/restore-test-monitor.rules.yaml by \`npm run generate\`.
#
# The alert rules for Grafana Alerting, as a file for /etc/grafana/provisioning/alerting. PROMETHEUS_DATASOURCE_UID in the
# environment of Grafana is the uid of the data source, and RUNBOOK_URL_BASE where your copies of docs/runbooks are. Not beside the rules in Prometheus: every alert would come twice.

`;

/** The rules for Prometheus as a provisioning file of Grafana. */
export function renderAlertRules(prometheusRules: string, dashboards: readonly DashboardPlan[]): string {
  const rules: GrafanaRules = {
    apiVersion: 1,
    groups: parsePrometheusRules(prometheusRules).groups.map((group) => ({
      orgId: 1,
      name: group.name,
      folder: 'AWS Backup restore testing',
      interval: '1m',
      rules: group.rules.map((alert) => grafanaRule(alert, dashboards)),
    })),
  };
  return header + stringify(rules, { lineWidth: 0, aliasDuplicateObjects: false });
}

function grafanaRule(alert: PrometheusAlert, dashboards: readonly DashboardPlan[]): GrafanaRule {
  return {
    uid: alert.alert.replace(/^AWSBackup/, ''),
    title: alert.alert,
    condition: 'C',
    data: [query('A', alert.expr), isNumber, isAboveZero, ...descriptions(alert)],
    ...panel(alert.alert, dashboards),
    // The rules select what is wrong: without data, nothing is.
    noDataState: 'OK',
    execErrState: alert.expr.startsWith('absent(') ? 'Alerting' : 'Error',
    for: alert.for ?? '0s',
    ...(alert.keep_firing_for !== undefined && { keepFiringFor: alert.keep_firing_for }),
    missing_series_evals_to_resolve: 1,
    annotations: {
      ...mapValues(alert.annotations, translateAnnotation),
      runbook_url: `${runbookUrlBase}/${alert.alert}.md`,
    },
    labels: mapValues(alert.labels, translateLabel),
  };
}

/** Queries for what the description of an alert shows beside its labels: templates of Grafana cannot query. */
function descriptions({ expr, annotations }: PrometheusAlert): GrafanaQuery[] {
  return describedLabels(annotations['description'] ?? '').map((described, index) => {
    const refId = describingRefIds[index];
    if (refId === undefined) throw new Error(`no refId is left for the label ${described.label}`);
    return query(refId, withDescribedLabel(expr, described));
  });
}

function query(refId: string, expr: string): GrafanaQuery {
  return {
    refId,
    relativeTimeRange: { from: 600, to: 0 },
    datasourceUid,
    model: { refId, expr, instant: true, range: false, editorMode: 'code' },
  };
}

/** In Prometheus a series fires whatever its value is, and some of these are 0. */
const isNumber = expression('B', {
  type: 'math',
  expression: 'is_number($A) || is_nan($A) || is_inf($A)',
});

const isAboveZero = expression('C', {
  type: 'threshold',
  expression: 'B',
  conditions: [{ evaluator: { type: 'gt', params: [0] } }],
});

function expression(refId: string, model: Readonly<Record<string, unknown>>): GrafanaQuery {
  const datasource = { type: '__expr__', uid: '__expr__' };
  return {
    refId,
    relativeTimeRange: { from: 0, to: 0 },
    datasourceUid: '__expr__',
    model: { refId, datasource, ...model },
  };
}

function panel(alert: string, dashboards: readonly DashboardPlan[]) {
  for (const { uid, sections } of dashboards) {
    const panelId = panelOf(alert, sections);
    if (panelId !== undefined) return { dashboardUid: uid, panelId };
  }
  throw new Error(`no panel of the dashboards is about ${alert}`);
}

function mapValues(
  values: Readonly<Record<string, string>>,
  translate: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, translate(value)]));
}
