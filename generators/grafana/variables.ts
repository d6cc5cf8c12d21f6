import { type VariableModel, VariableRefresh, VariableSort } from '@grafana/schema';
import { datasource } from './panels/block.js';

/** Any value, also none: an account has no id until STS has returned it, an on-demand restore has no plan. */
const anything = '.*';

export const datasourceVariable: VariableModel = {
  type: 'datasource',
  name: 'datasource',
  label: 'Data source',
  description: 'The Prometheus that scrapes restore-test-monitor.',
  query: 'prometheus',
  includeAll: false,
  multi: false,
  refresh: VariableRefresh.onDashboardLoad,
};

export const accountVariable = labelVariable(
  'account',
  'Account',
  'label_values(restore_test_monitor_target_up, aws_account)',
);

export const regionVariable = labelVariable(
  'region',
  'Region',
  'label_values(restore_test_monitor_target_up{aws_account=~"$account"}, aws_region)',
);

export const planVariable = labelVariable(
  'plan',
  'Plan',
  'label_values(aws_backup_restore_testing_plan_info{aws_account=~"$account"}, restore_testing_plan)',
);

export const tierVariable: VariableModel = {
  ...labelVariable('tier', 'Tier', 'label_values(aws_backup_protected_resource_info, objective)'),
  description:
    'Of single resources: the names of their objectives. Resources that no account lists are always shown.',
};

export const ownerVariable: VariableModel = {
  ...labelVariable('owner', 'Owner', 'label_values(aws_backup_protected_resource_info, tag_owner)'),
  description: 'Of single resources: their tag. Resources that no account lists are always shown.',
};

export const resourceVariable: VariableModel = {
  type: 'textbox',
  name: 'resource',
  label: 'Resource',
  description: 'A part of the ARN, or a regular expression of one.',
  query: '',
};

export const jobVariable = labelVariable(
  'job',
  'Job',
  'label_values(restore_test_monitor_build_info, job)',
  '.+',
);

export const instanceVariable = labelVariable(
  'instance',
  'Instance',
  'label_values(restore_test_monitor_build_info{job=~"$job"}, instance)',
  '.+',
);

/** One or several values of a label. All of them are a pattern, so that thousands make no longer query. */
function labelVariable(name: string, label: string, query: string, allValue = anything): VariableModel {
  return {
    type: 'query',
    name,
    label,
    datasource,
    query: { query, refId: `${name}-values` },
    refresh: VariableRefresh.onTimeRangeChanged,
    sort: VariableSort.alphabeticalCaseInsensitiveAsc,
    multi: true,
    includeAll: true,
    allValue,
    current: { text: ['All'], value: ['$__all'] },
  };
}
