import type { DashboardPlan } from '../dashboard.js';
import { uids } from '../links.js';
import {
  accountVariable,
  datasourceVariable,
  ownerVariable,
  regionVariable,
  tierVariable,
} from '../variables.js';
import { applications } from './organization/applications.js';
import { blindSpots } from './organization/blind-spots.js';
import { firstScreen } from './organization/first-screen.js';
import { leftovers } from './organization/leftovers.js';
import { trend } from './organization/trend.js';

export const organization: DashboardPlan = {
  uid: uids.organization,
  title: 'AWS Backup restore testing / Organization',
  description:
    'What is proven to be restorable over all accounts, since when, what is not and why; what restore tests left behind.',
  from: 'now-30d',
  refresh: '5m',
  variables: [datasourceVariable, accountVariable, regionVariable, tierVariable, ownerVariable],
  sections: [firstScreen, applications, trend, leftovers, blindSpots],
};
