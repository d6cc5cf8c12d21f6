import type { BackupApi } from '../aws/aws-api.js';
import { type AwsApis, createAwsApis } from '../aws/aws-apis.js';
import { createAbortController, type Deadline, startDeadline } from '../aws/deadline.js';
import { type DescribedJob, describeRestoreJob } from '../aws/operations/describe-restore-job.js';
import { listChildJobs } from '../aws/operations/list-restore-jobs.js';
import type { Config, OrganizationConfig } from '../config/config.js';
import { createEvents } from '../events.js';
import { discoverTargets, namedTargets, needsDiscovery } from '../polling/discover-targets.js';
import type { RestoreJob } from '../restores/jobs/restore-job.js';
import { awsApiSettings } from '../settings.js';
import type { CallFailure, CallResult } from '../targets/call-failure.js';
import type { Target } from '../targets/target.js';
import { type RestoreJobView, restoreJobViewOf } from '../views/restore-job-view.js';
import type { ExitCode, Surroundings } from './surroundings.js';

export interface JobArguments {
  /** The account's id or configured name. */
  readonly account: string;
  readonly region: string;
  readonly id: string;
  readonly json: boolean;
}

/** Describes one restore job: every field that AWS gives, the verdict, and why it is that. */
export async function job(
  config: Config,
  { build, stdout, stderr }: Surroundings,
  wanted: JobArguments,
): Promise<ExitCode> {
  const shutdown = createAbortController();
  const apis = createAwsApis(awsApiSettings(config, build), createEvents().emit, shutdown.signal);
  using deadline = startDeadline(config.poll.deadline, shutdown.signal);
  const targets = await targetsIn(wanted, config, apis, deadline);
  if (!targets.ok) {
    apis.close();
    stderr(`${formatFailure(targets.failure)}\n`);
    return 1;
  }
  const target = findTarget(targets.value, wanted);
  if (typeof target === 'string') {
    apis.close();
    stderr(`${target}\n`);
    return 2;
  }

  const api = apis.forTarget(target);
  const described = await describeRestoreJob(api, wanted.id, deadline);
  const children = await childrenOf(described, api, deadline);
  apis.close();
  if (!described.ok) {
    stderr(`${formatFailure(described.failure)}\n`);
    return 1;
  }
  if (described.value === 'gone') {
    stderr(
      `AWS Backup knows no restore job ${wanted.id} in account ${wanted.account}, ${wanted.region}; it keeps jobs for about 30 days\n`,
    );
    return 1;
  }
  if ('refused' in described.value) {
    const { operation, message } = described.value.refused;
    stderr(`${operation} failed: invalid_response: ${message}\n`);
    return 1;
  }
  if (!children.ok) {
    stderr(`${formatFailure(children.failure)}\n`);
    return 1;
  }
  const view = restoreJobViewOf(described.value.read, new Date(), { children: children.value });
  stdout(wanted.json ? `${JSON.stringify(view, null, 2)}\n` : formatJob(view));
  return 0;
}

/** The jobs that a composite restore consists of; none for any other job. */
async function childrenOf(
  described: CallResult<DescribedJob>,
  api: BackupApi,
  deadline: Deadline,
): Promise<CallResult<RestoreJob[]>> {
  if (!described.ok || described.value === 'gone' || 'refused' in described.value) {
    return { ok: true, value: [] };
  }
  const { id, isParent } = described.value.read;
  return isParent ? listChildJobs(api, id, deadline) : { ok: true, value: [] };
}

/** Every account in the region, whatever its own regions are and whichever are excluded; AWS is asked for them only where none is named so. */
async function targetsIn(
  { account: wanted, region }: JobArguments,
  config: Config,
  apis: AwsApis,
  deadline: Deadline,
): Promise<CallResult<Target[]>> {
  const regions = [region];
  const accounts = config.accounts.map((account) => {
    const { exclude: _, ...named } = account;
    return { ...named, regions };
  });
  const isNamed = accounts.some(({ id, name }) => id === wanted || name === wanted);
  const { organization: members, exclude: _, ...rest } = config;
  const organization = isNamed ? undefined : members && withEveryRegion(members);
  const inRegion = {
    ...rest,
    accounts,
    regions,
    objectives: [],
    exceptions: [],
    applications: [],
    ...(organization && { organization: { ...organization, regions } }),
  };
  if (!needsDiscovery(inRegion)) return { ok: true, value: namedTargets(inRegion) };
  const found = await discoverTargets(apis, inRegion, {}, new Date(), deadline);
  return found.ok ? { ok: true, value: [...found.value.targets] } : found;
}

function withEveryRegion({ exclude, ...organization }: OrganizationConfig): OrganizationConfig {
  if (exclude === undefined) return organization;
  const { regions: _, ...accounts } = exclude;
  return { ...organization, exclude: accounts };
}

function formatFailure({ operation, reason, message }: CallFailure): string {
  return `${operation} failed: ${reason}: ${message}`;
}

function findTarget(targets: readonly Target[], { account }: JobArguments): Target | string {
  const ofAccount = targets.filter(
    (target) => target.accountId === '' || target.accountId === account || target.accountName === account,
  );
  const [first] = ofAccount;
  if (first === undefined) {
    const names = new Set(targets.map(({ accountId, accountName }) => `${accountId} (${accountName})`));
    return `no account ${account} is configured; there are: ${[...names].join(', ')}`;
  }
  return first;
}

function formatJob(view: RestoreJobView): string {
  const width = Math.max(...Object.keys(view).map((name) => name.length));
  return Object.entries(view)
    .map(([name, value]) => `${name.padEnd(width)}  ${textOf(value)}\n`)
    .join('');
}

function textOf(value: RestoreJobView[keyof RestoreJobView]): string {
  return typeof value === 'object' ? value.join(', ') : String(value ?? '-');
}
