import type { DashboardLink } from '@grafana/schema';

export const uids = {
  organization: 'restore-test-monitor-organization',
  detail: 'restore-test-monitor-detail',
  daemon: 'restore-test-monitor-daemon',
} as const;

export const tag = 'restore-test-monitor';

/** A link of a value or of a row of a table. */
export interface DataLink {
  readonly title: string;
  readonly url: string;
}

/** To another of the dashboards; the labels become the values of its variables. */
export function drillDown(
  title: string,
  uid: string,
  variables: Readonly<Record<string, string>> = {},
): DataLink {
  const values = Object.entries(variables).map(([name, label]) => `&var-${name}=${field(label)}`);
  return { title, url: `/d/${uid}?\${datasource:queryparam}&\${__url_time_range}${values.join('')}` };
}

function field(label: string): string {
  return `\${__data.fields.${label}:percentencode}`;
}

/** The links at the top of every dashboard. */
export const dashboardLinks: DashboardLink[] = [
  {
    type: 'dashboards',
    title: 'Restore testing',
    tags: [tag],
    icon: 'external link',
    tooltip: '',
    asDropdown: false,
    includeVars: true,
    keepTime: true,
    targetBlank: false,
  },
];
