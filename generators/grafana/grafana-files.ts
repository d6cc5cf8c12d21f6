import { readFileSync } from 'node:fs';
import { renderJson } from '../../src/render-json.js';
import type { GeneratedFile } from '../generated-file.js';
import { renderAlertRules } from './alerting/render-alert-rules.js';
import { dashboard } from './dashboard.js';
import { daemon } from './dashboards/daemon.js';
import { detail } from './dashboards/detail.js';
import { organization } from './dashboards/organization.js';

const dashboards = [organization, detail, daemon];

/** The files for Grafana that follow from the code and from the rules for Prometheus. */
export function grafanaFiles(): GeneratedFile[] {
  const rules = readFileSync('config/prometheus/restore-test-monitor.rules.yaml', 'utf8');
  return [
    ...dashboards.map((plan) => ({
      path: `config/grafana/dashboards/${plan.uid}.json`,
      content: renderJson(dashboard(plan)),
    })),
    {
      path: 'config/grafana/alerting/restore-test-monitor.rules.yaml',
      content: renderAlertRules(rules, dashboards),
    },
  ];
}
