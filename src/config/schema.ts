import * as z from 'zod';
import { accountOptions } from './options/account-options.js';
import { excludeRegionsOption } from './options/exclude-regions-option.js';
import { objectiveOptions } from './options/objective-options.js';
import { omissionsOptions } from './options/omissions-options.js';
import { organizationOptions } from './options/organization-options.js';
import { textOption, wholeNumberOption } from './options/plain-option.js';
import { plansOptions, resourcesOptions } from './options/plans-options.js';
import { regionsOption } from './options/regions-option.js';
import { reloadOptions } from './options/reload-options.js';
import { shardingOptions } from './options/sharding-options.js';
import { summariesOptions } from './options/summaries-options.js';
import { regionOption, roleSessionNameOption } from './values/aws-names.js';
import { durationOption } from './values/duration.js';
import { listenAddressOption } from './values/listen-address.js';
import { scheduleOption } from './values/schedule.js';

const poll = z.strictObject({
  schedule: scheduleOption().prefault('5m').meta({
    description: 'When to ask AWS Backup about restore jobs: an interval, or a cron expression.',
  }),
  concurrency: wholeNumberOption(1, 1000).prefault(10).meta({
    description:
      'How many targets (one account in one region each) are polled at the same time. One host of AWS has as many requests to answer at once, or 50 if that is more.',
  }),
  deadline: durationOption({ min: '1s', max: '1h' })
    .prefault('2m')
    .meta({ description: 'How long one poll of one target may take, with all its pages and retries.' }),
  relistInterval: durationOption({ min: '5m', max: '30d' }).prefault('1d').meta({
    description:
      'How often all restore jobs of the look-back are listed again, to find what AWS listed late or left out. The polls between list only what may have changed. Targets take turns.',
  }),
  jitter: durationOption({ min: '0s', max: '1h' }).prefault('10s').meta({
    description: 'The longest random delay before a target is polled, which spreads the calls. `0s`: none.',
  }),
});

const retry = z.strictObject({
  attempts: wholeNumberOption(1, 10)
    .prefault(5)
    .meta({ description: 'How often a call is tried in all, the first time included. `1`: no retry.' }),
  delay: durationOption({ min: '1ms', max: '10m' }).prefault('200ms').meta({
    description:
      'The backoff before the first retry. It doubles with each further one, and a random part of it is waited.',
  }),
  throttleDelay: durationOption({ min: '1ms', max: '10m' })
    .prefault('1s')
    .meta({ description: 'The same where AWS answered that the rate was exceeded.' }),
  maxDelay: durationOption({ min: '1ms', max: '10m' })
    .prefault('20s')
    .meta({ description: 'What the backoff never exceeds.' }),
});

const rate = 'a number above 0, up to 1000';
const rateError = `expected ${rate}`;

const aws = z.strictObject({
  roleSessionName: roleSessionNameOption()
    .prefault('restore-test-monitor')
    .meta({ description: 'The name of the assumed sessions, as CloudTrail shows it.' }),
  roleSessionDuration: durationOption({ min: '15m', max: '12h' }).prefault('1h').meta({
    description:
      "How long an assumed session lasts. More than `1h` needs the role's own maximum raised, and fails where the daemon's own credentials are those of an assumed role, since AWS caps role chaining at one hour.",
  }),
  stsRegion: regionOption().exactOptional().meta({
    description: "The region whose STS endpoint roles are assumed at. Without one, the target's own region.",
  }),
  connectionTimeout: durationOption({ min: '100ms', max: '5m' })
    .prefault('5s')
    .meta({ description: 'How long connecting to AWS may take. Waiting for its turn does not count.' }),
  requestTimeout: durationOption({ min: '100ms', max: '10m' })
    .prefault('30s')
    .meta({ description: 'How long one request to AWS may take.' }),
});

const perResource = z.strictObject({
  enabled: z.boolean().prefault(true).meta({
    description:
      'Whether to publish the latest result of each protected resource and each leftover. If not, failed tests alert by plan and resource type only, and alerts about single resources cannot fire.',
  }),
  limit: wholeNumberOption(1, 100_000).prefault(1000).meta({
    description:
      'How many tested resources and leftovers have series of their own in one account and region. Over the limit, leftovers are left out first; a metric tells how many are left out.',
  }),
});

const metrics = z.strictObject({
  perResource: perResource
    .prefault({})
    .meta({ description: 'The series of single resources, which make up most of the cardinality.' }),
  retention: durationOption({ min: '1d', max: '3650d' }).prefault('400d').meta({
    description: 'How long a latest result is kept after AWS no longer lists its job.',
  }),
});

const web = z.strictObject({
  listenAddress: listenAddressOption().prefault(':10066').meta({
    description:
      'Where to serve HTTP: `:10066` (every interface), `127.0.0.1:10066`, `[::1]:10066`. Port `0`: any free one.',
  }),
  telemetryPath: textOption(/^\/(?!-\/)[\w.~-]+(?:\/[\w.~-]+)*$/, 'a path such as /metrics, outside /-/')
    .prefault('/metrics')
    .meta({ description: 'The path of the metrics.' }),
  configFile: textOption(/./, 'a path').exactOptional().meta({
    description:
      'A file with TLS, users, headers and a rate limit for the HTTP server, in the format that Prometheus exporters share; see [web-configuration.md](web-configuration.md). A relative path in the configuration file is looked for beside that file.',
  }),
  enableLifecycle: z.boolean().prefault(false).meta({
    description: 'Whether a POST or PUT request to `/-/reload` reloads the configuration.',
  }),
});

const log = z.strictObject({
  level: z
    .enum(['debug', 'info', 'warn', 'error'])
    .prefault('info')
    .meta({ description: 'The least severe level that is logged.' }),
  format: z.enum(['json', 'pretty']).exactOptional().meta({
    description: 'How log lines look. Without a choice, `pretty` on a terminal and `json` elsewhere.',
  }),
});

/** Type, default, help and secrecy of every option. */
export const configSchema = z.strictObject({
  regions: regionsOption().exactOptional().meta({
    description:
      'The regions of every account without regions of its own; `all` of those enabled for the account. Without any, `AWS_REGION`.',
  }),
  exclude: excludeRegionsOption(
    'every account',
    'What to leave out of every account, also of `regions: all`.',
  ),
  accounts: z.array(accountOptions).prefault([]).meta({
    description:
      "The accounts to watch; each in each of its regions is one target. Without any, and without `organization`, the account of the daemon's own credentials.",
  }),
  organization: organizationOptions.exactOptional().meta({
    description:
      'Watches the accounts of an organization as AWS Organizations lists them; see [organization.md](organization.md). An account of `accounts` is watched as it is written there.',
  }),
  sharding: shardingOptions
    .prefault({})
    .meta({ description: 'Shares the targets among several processes, each with the same configuration.' }),
  poll: poll.prefault({}).meta({ description: 'When and how the targets are polled.' }),
  lookback: durationOption({
    min: '8d',
    max: '31d',
    minReason: ', because a validation may stay open for 168 hours and the deletion comes after it',
    maxReason: ', because AWS Backup lists restore jobs for about 30 days',
  })
    .prefault('30d')
    .meta({ description: 'How far back restore jobs are listed, by the time of their creation.' }),
  summaries: summariesOptions.prefault({}).meta({
    description: "Counts of restore jobs by AWS's own ListRestoreJobSummaries, per account and region.",
  }),
  plans: plansOptions.prefault({}).meta({ description: 'The restore testing plans and their selections.' }),
  resources: resourcesOptions
    .prefault({})
    .meta({ description: 'The resources that AWS Backup has backed up, to tell which of them are tested.' }),
  omissions: omissionsOptions.prefault({}).meta({
    description:
      'When to believe that what a list of AWS does not name any more is gone; see [When a list leaves something out](#when-a-list-leaves-something-out).',
  }),
  objectives: z.array(objectiveOptions).prefault([]).meta({
    description:
      'What is asked of restore tests, by plan and resource type. The first entry that fits holds.',
  }),
  retry: retry
    .prefault({})
    .meta({ description: 'How failed calls are tried again: exponential backoff with full jitter.' }),
  rateLimit: z
    .number({ error: rateError })
    .gt(0)
    .max(1000)
    .prefault(5)
    .meta({ expects: rate, description: 'How many requests per second one account in one region may get.' }),
  aws: aws.prefault({}).meta({ description: 'Sessions and connections.' }),
  metrics: metrics.prefault({}).meta({ description: 'What is published.' }),
  config: reloadOptions.prefault({}).meta({ description: 'How the configuration file is followed.' }),
  web: web.prefault({}).meta({ description: 'The HTTP server of the metrics.' }),
  log: log.prefault({}).meta({ description: "The daemon's own log." }),
});

export type FileConfig = z.output<typeof configSchema>;
