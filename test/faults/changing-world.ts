import type { ScenarioInput } from '../../src/simulator/scenario/scenario.js';
import type { TargetState } from '../../src/targets/target-state.js';

export const region = 'eu-west-1';
export const memberId = '222233334444';
export const unitId = 'ou-test-workloads';
const roleName = 'monitor';
export const roleArn = `arn:aws:iam::${memberId}:role/${roleName}`;

/** That of the daemon's own account, for who brings a token. */
export const daemonRoleArn = 'arn:aws:iam::111122223333:role/daemon';

/** The key of the tag whose value says the minute. */
export const tagKey = 'minute';

const stragglerId = 'STRAGGLER';

/** Which minute each part of what is known of the member account is as of; `none` where AWS said that it is gone. */
export interface AsOf {
  readonly listedJobs: number;
  readonly olderJobs: number | 'none';
  readonly plans: number | 'none';
  readonly selections: number | 'none';
  readonly recoveryPoints: number | 'none';
  readonly resources: number;
  readonly descriptions: number;
  readonly summaries: number;
  readonly tags: number;
}

/**
 * A member account in which each minute, until the last one, brings something new to everything that is read of it: a job, the progress
 * of a job that is too old to be listed, an execution of the plan, a change of its selection, a tag of a volume, a resource of which
 * no test is known, and a job that only summaries count, for it is older than what is listed again.
 */
export function changingWorld(minutes: number): ScenarioInput {
  const each = <Row>(row: (minute: number) => Row) => Array.from({ length: minutes }, (_, n) => row(n));
  const from = (minute: number) => ({ account: memberId, region, from: `${minute}m` });
  const during = (minute: number) => ({
    ...from(minute),
    ...(minute + 1 < minutes && { until: `${minute + 1}m` }),
  });
  return {
    regions: [region],
    role: { name: roleName },
    webIdentity: { roleArn: daemonRoleArn },
    accounts: [
      { id: '111122223333', name: 'management' },
      { id: memberId, name: 'payments' },
    ],
    organization: {
      management: 'management',
      units: [{ id: unitId, name: 'Workloads', accounts: ['payments'] }],
    },
    jobs: [
      ...each((minute) => ({ ...during(minute), rows: [straggler(minute)] })),
      ...each((minute) => ({ ...from(minute), rows: [newJob(minute), lateJob(minute)] })),
    ],
    testingPlans: each((minute) => ({ ...during(minute), rows: [nightly(minute)] })),
    taggedResources: each((minute) => ({ ...during(minute), rows: [tagged(minute)] })),
    protectedResources: each((minute) => ({ ...from(minute), rows: [resource(minute)] })),
  };
}

/** Within the look-back of 30 days in the first minute only, and never over. */
function straggler(minute: number) {
  return {
    RestoreJobId: stragglerId,
    AccountId: memberId,
    CreationDate: '-43199m',
    Status: 'RUNNING',
    PercentDone: `${minute}%`,
    ResourceType: 'RDS',
  };
}

const ended = {
  AccountId: memberId,
  Status: 'COMPLETED',
  ResourceType: 'EBS',
  SourceResourceArn: `arn:aws:ec2:${region}:${memberId}:volume/vol-tested`,
};

function newJob(minute: number) {
  const at = `${minute}m`;
  return { ...ended, RestoreJobId: `NEW-${minute}`, CreationDate: at, CompletionDate: at };
}

function lateJob(minute: number) {
  return { ...ended, RestoreJobId: `LATE-${minute}`, CreationDate: '-2d', CompletionDate: '-2d' };
}

function nightly(minute: number) {
  const RestoreTestingPlanName = 'nightly';
  return {
    RestoreTestingPlanName,
    RestoreTestingPlanArn: `arn:aws:backup:${region}:${memberId}:restore-testing-plan:nightly-4c1d`,
    ScheduleExpression: 'cron(0 1 ? * * *)',
    CreationTime: '-400d',
    LastExecutionTime: `${minute}m`,
    RecoveryPointSelection: { SelectionWindowDays: minute + 1 },
    selections: [
      {
        RestoreTestingPlanName,
        RestoreTestingSelectionName: 'volumes',
        ProtectedResourceType: 'EBS',
        CreationTime: '-400d',
        ValidationWindowHours: minute,
      },
    ],
  };
}

function tagged(minute: number) {
  return { ResourceARN: ended.SourceResourceArn, Tags: [{ Key: tagKey, Value: `${minute}` }] };
}

function resource(minute: number) {
  return {
    ResourceArn: `arn:aws:ec2:${region}:${memberId}:volume/vol-${minute}`,
    ResourceType: 'EBS',
    LastBackupTime: '-1d',
    LatestRestoreExecutionTimeMinutes: 5,
    LatestRestoreJobCreationDate: '-90d',
  };
}

/** What a state says of that world; `startMs` is when the simulator was started. */
export function asOf(state: TargetState, startMs: number): AsOf {
  const { restores, plans, resources, lastRestores, summaries, tags } = state;
  const jobs = [...restores.jobs.keys()];
  const [plan] = plans;
  const [selection, ...otherSelections] = plan?.selections ?? [];
  const percentDone = restores.jobs.get(stragglerId)?.percentDone;
  return {
    listedJobs: jobs.filter((id) => id.startsWith('NEW-')).length - 1,
    olderJobs: percentDone === undefined ? 'none' : Number.parseInt(percentDone, 10),
    plans: plan === undefined ? 'none' : ((plan.lastExecutedAt?.getTime() ?? 0) - startMs) / 60_000,
    selections:
      selection === undefined || otherSelections.length > 0
        ? 'none'
        : selection.validationWindowMs / 3_600_000,
    recoveryPoints:
      plan?.recoveryPoints === undefined ? 'none' : plan.recoveryPoints.windowMs / 86_400_000 - 1,
    resources: resources.length - 1,
    descriptions: lastRestores.size - 1,
    summaries: Math.max(-1, ...summaries.map(({ count }) => count - 1)),
    tags: Number(tags.get(ended.SourceResourceArn)?.get(tagKey)),
  };
}
