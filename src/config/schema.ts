import * as z from 'zod';
import { accountsOptions } from './options/accounts-options.js';
import { applicationsOptions, restoreConcurrencyOptions } from './options/applications-options.js';
import { awsOptions } from './options/aws-options.js';
import { configOptions } from './options/config-options.js';
import { exceptionsOptions } from './options/exceptions-options.js';
import { logOptions } from './options/log-options.js';
import { metricsOptions } from './options/metrics-options.js';
import { objectivesOptions } from './options/objectives-options.js';
import { omissionsOptions } from './options/omissions-options.js';
import { organizationOptions } from './options/organization-options.js';
import { plansOptions, resourcesOptions } from './options/plans-options.js';
import { lookbackOption, pollOptions } from './options/poll-options.js';
import { defaultRegionsOption, excludeEverywhereOption } from './options/regions-option.js';
import { rateLimitOption, retryOptions } from './options/retry-options.js';
import { shardingOptions } from './options/sharding-options.js';
import { summariesOptions } from './options/summaries-options.js';
import { tagsOptions } from './options/tags-options.js';
import { webOptions } from './options/web-options.js';

/** Type, default, help and secrecy of every option. */
export const configSchema = z.strictObject({
  regions: defaultRegionsOption,
  exclude: excludeEverywhereOption,
  accounts: accountsOptions,
  organization: organizationOptions,
  sharding: shardingOptions,
  poll: pollOptions,
  lookback: lookbackOption,
  summaries: summariesOptions,
  plans: plansOptions,
  resources: resourcesOptions,
  tags: tagsOptions,
  omissions: omissionsOptions,
  objectives: objectivesOptions,
  exceptions: exceptionsOptions,
  applications: applicationsOptions,
  restoreConcurrency: restoreConcurrencyOptions,
  retry: retryOptions,
  rateLimit: rateLimitOption,
  aws: awsOptions,
  metrics: metricsOptions,
  config: configOptions,
  web: webOptions,
  log: logOptions,
});

export type FileConfig = z.output<typeof configSchema>;
