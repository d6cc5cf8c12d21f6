import type { AwsApiSettings } from './aws/aws-apis.js';
import type { BuildInfo } from './build-info.js';
import type { Config } from './config/config.js';
import type { ExpositionSettings } from './metrics/exposition.js';
import { type Exception, endOfDay } from './restores/coverage/exception.js';
import type { Objective } from './restores/coverage/objective.js';
import type { ProvenIn } from './restores/coverage/proven-in.js';
import type { ResourceCriteria, TagCriterion } from './restores/coverage/resource-criteria.js';
import { canonicalResourceType } from './restores/resource-type.js';
import type { ApplicationSettings } from './targets/application-status.js';

const leastRequestsAtOnce = 50;

/** Derives the settings of calls to AWS from the configuration. */
export function awsApiSettings(config: Config, build: BuildInfo): AwsApiSettings {
  const { aws, retry } = config;
  return {
    retry: {
      attempts: retry.attempts,
      delayMs: retry.delay,
      throttleDelayMs: retry.throttleDelay,
      maxDelayMs: retry.maxDelay,
    },
    requestsPerSecond: config.rateLimit,
    connectionTimeoutMs: aws.connectionTimeout,
    requestTimeoutMs: aws.requestTimeout,
    requestsAtOnce: Math.max(leastRequestsAtOnce, config.poll.concurrency),
    roleSession: { name: aws.roleSessionName, durationMs: aws.roleSessionDuration },
    stsRegion: aws.stsRegion,
    homeRegion: config.homeRegion,
    credentialsDeadlineMs: config.poll.deadline,
    userAgent: `restore-test-monitor/${build.version}`,
  };
}

/** Derives the settings of the exposition from the configuration. */
export function expositionSettings(config: Config): ExpositionSettings {
  const { period, state } = config.summaries;
  return {
    perResource: config.metrics.perResource,
    objectives: objectivesOf(config),
    exceptions: exceptionsOf(config),
    applications: applicationsOf(config),
    summaries: { period, state },
    testsAwait: (['plans', 'resources'] as const)
      .filter((source) => config[source].enabled)
      .map((source) => ({ source, except: config[source].exclude })),
    ...tagSettings(config),
  };
}

function tagSettings(config: Config): Pick<ExpositionSettings, 'tags' | 'objectivesAwait'> {
  const { tags, objectives, exceptions, applications } = config;
  if (tags.keys === undefined) return {};
  const awaited = { source: 'tags', except: tags.exclude } as const;
  const areAsked =
    [...objectives, ...exceptions, ...applications].some((each) => each.tags !== undefined) ||
    applications.some(({ byTag }) => byTag !== undefined);
  return { tags: { keys: tags.keys, awaited }, ...(areAsked && { objectivesAwait: awaited }) };
}

/** Derives the objectives of restore tests from the configuration. */
export function objectivesOf({ objectives }: Config): Objective[] {
  return objectives.map((each) => ({
    name: each.name,
    plan: each.plan,
    resourceType: canonicalResourceType(each.resourceType),
    ...resourceCriteriaOf(each),
    maxDurationMs: each.maxDuration,
    successIntervalMs: each.successInterval,
    maxRecoveryPointAgeMs: each.maxRecoveryPointAge,
    requiresValidation: each.validation === 'required',
    accepts: each.accept ?? [],
    provenIn: provenInOf(each.provenIn),
  }));
}

/** Derives the accepted gaps from the configuration. */
export function exceptionsOf({ exceptions }: Config): Exception[] {
  return exceptions.map((each, index) => ({
    name: each.name ?? String(index),
    plan: each.plan,
    resourceType: canonicalResourceType(each.resourceType),
    ...resourceCriteriaOf(each),
    createdResources: each.createdResources,
    reason: each.reason,
    until: endOfDay(each.until),
    ticket: each.ticket,
    approver: each.approver,
  }));
}

/** Derives the applications from the configuration. */
function applicationsOf({ applications, restoreConcurrency }: Config): ApplicationSettings {
  const entries = applications.map(({ name, byTag = '', ...each }) => ({
    named: name === undefined ? { byTag } : { name },
    resourceType: canonicalResourceType(each.resourceType),
    ...resourceCriteriaOf(each),
  }));
  return { entries, concurrency: restoreConcurrency };
}

/** Derives the criteria of an entry of the configuration that holds for some resources. */
export function resourceCriteriaOf(
  options: Config['objectives' | 'exceptions' | 'applications'][number],
): ResourceCriteria {
  const { accounts, organizationalUnits, regions, resources, vaults, tags } = options;
  return { accounts, organizationalUnits, regions, resources, vaults, tags: tags?.map(tagOf) };
}

function tagOf(text: string): TagCriterion {
  const [key = '', ...value] = text.split('=');
  return { key, ...(value.length > 0 && { value: value.join('=') }) };
}

/** Derives the places of proofs: entries that are ARNs name vaults, the others accounts. */
function provenInOf(option: Config['objectives'][number]['provenIn']): ProvenIn {
  if (typeof option === 'string') return option;
  return { accounts: option.filter((entry) => !isVault(entry)), vaults: option.filter(isVault) };
}

function isVault(entry: string): boolean {
  return entry.startsWith('arn:');
}
