import type { DashboardPlan } from '../dashboard.js';
import { uids } from '../links.js';
import { datasourceVariable, instanceVariable, jobVariable } from '../variables.js';
import { atAGlance } from './daemon/at-a-glance.js';
import { process } from './daemon/process.js';
import { requests } from './daemon/requests.js';
import { targets } from './daemon/targets.js';

export const daemon: DashboardPlan = {
  uid: uids.daemon,
  title: 'AWS Backup restore testing / Daemon',
  description:
    'Whether restore-test-monitor reads what it should, and how: targets, polls, requests to AWS, process.',
  from: 'now-6h',
  refresh: '1m',
  variables: [datasourceVariable, jobVariable, instanceVariable],
  sections: [atAGlance, targets, requests, process],
};
