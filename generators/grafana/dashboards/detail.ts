import type { DashboardPlan } from '../dashboard.js';
import { uids } from '../links.js';
import {
  accountVariable,
  datasourceVariable,
  ownerVariable,
  planVariable,
  regionVariable,
  resourceVariable,
  tierVariable,
} from '../variables.js';
import { plans } from './detail/plans.js';
import { resources } from './detail/resources.js';
import { restoreJobs } from './detail/restore-jobs.js';

export const detail: DashboardPlan = {
  uid: uids.detail,
  title: 'AWS Backup restore testing / Plans and resources',
  description: 'The restore testing plans, the tests of single resources and their history.',
  from: 'now-30d',
  refresh: '5m',
  variables: [
    datasourceVariable,
    accountVariable,
    regionVariable,
    planVariable,
    tierVariable,
    ownerVariable,
    resourceVariable,
  ],
  sections: [plans, resources, restoreJobs],
};
