import {
  BackupClient,
  DescribeRestoreJobCommand,
  type DescribeRestoreJobCommandOutput,
  ListRestoreJobsCommand,
  type ListRestoreJobsCommandOutput,
  type RestoreJobsListMember,
} from '@aws-sdk/client-backup';
import type { BackupApi } from '../../src/aws/aws-api.js';
import type { Call } from '../../src/aws/call-policy.js';
import type { FailureReason } from '../../src/targets/call-failure.js';
import { dailyPlan } from '../restores/a-restore-job.js';

interface Stage<Result> {
  readonly waitMs: number;
  readonly takesMs: number;
  readonly result: Result;
}

export interface Correction {
  readonly waitMs: number;
  readonly fields: Pick<RestoreJobsListMember, 'Status' | 'ValidationStatus'>;
}

/** The whole life of one restore job; spans in milliseconds, each from the end of the one before. */
export interface Timeline {
  readonly id: string;
  readonly accountId?: string;
  readonly parentJobId?: string;
  readonly createdMs: number;
  readonly resource: string;
  readonly isOnDemand: boolean;
  readonly pendingMs: number;
  readonly runningMs: number;
  readonly status: 'COMPLETED' | 'FAILED' | 'ABORTED';
  readonly validation?: Stage<'SUCCESSFUL' | 'FAILED' | 'TIMED_OUT'> | undefined;
  readonly deletion?: Stage<'SUCCESSFUL' | 'FAILED'> | undefined;
  /** What AWS says otherwise for good, this long after the restore ended and whatever it was to validate was. */
  readonly correction?: Correction | undefined;
  readonly isParent?: boolean;
  /** When AWS stops knowing the job. */
  readonly vanishesMs: number;
}

/** How AWS answers during one poll. */
export interface Weather {
  readonly pageSize: number;
  /** Rows that come twice, and the order of the rest. */
  readonly shuffle: readonly number[];
  /** How old the copy is that answers for every second job. */
  readonly lagMs: number;
  readonly fails: 'nothing' | 'list' | 'second page' | 'descriptions';
  /** The moment of the copy that answers for a job, instead of `lagMs`; undefined if it leaves the job out. */
  readonly copyOf?: (job: Timeline, isListed: boolean) => number | undefined;
  /** Bends each row on its way. */
  readonly bend?: (row: RestoreJobsListMember, isListed: boolean) => RestoreJobsListMember;
}

/** A request as AWS got it: where a list begins, or which job is described. */
export interface Asked {
  readonly listsFrom?: Date;
  readonly describes?: string | undefined;
}

export function rowAt(job: Timeline, atMs: number): RestoreJobsListMember | undefined {
  if (atMs < job.createdMs || atMs >= job.vanishesMs) return undefined;
  const startedMs = job.createdMs + job.pendingMs;
  const endedMs = startedMs + job.runningMs;
  const row: RestoreJobsListMember = {
    RestoreJobId: job.id,
    AccountId: job.accountId,
    CreationDate: new Date(job.createdMs),
    ResourceType: 'RDS',
    SourceResourceArn: `arn:aws:rds:eu-west-1:111122223333:db:${job.resource}`,
    ...(job.isParent && { IsParent: true }),
    ...(job.parentJobId !== undefined && { ParentJobId: job.parentJobId }),
    ...(!job.isOnDemand && { CreatedBy: { RestoreTestingPlanArn: dailyPlan.arn } }),
  };
  if (atMs < startedMs) return { ...row, Status: 'PENDING' };
  if (atMs < endedMs) return { ...row, Status: 'RUNNING' };
  const { validation, deletion } = job;
  const validatesMs = endedMs + (validation?.waitMs ?? 0);
  const validatedMs = validatesMs + (validation?.takesMs ?? 0);
  const deletesMs = (validation ? validatedMs : endedMs) + (deletion?.waitMs ?? 0);
  const deletedMs = deletesMs + (deletion?.takesMs ?? 0);
  const stage = <During, Result>(startMs: number, endMs: number, during: During, result: Result) =>
    atMs < startMs ? undefined : atMs < endMs ? during : result;
  const validationStatus =
    validation && stage(validatesMs, validatedMs, 'VALIDATING' as const, validation.result);
  const deletionStatus = deletion && stage(deletesMs, deletedMs, 'DELETING' as const, deletion.result);
  return {
    ...row,
    Status: job.status,
    CompletionDate: new Date(endedMs),
    ...(validationStatus && { ValidationStatus: validationStatus }),
    ...(deletionStatus && { DeletionStatus: deletionStatus }),
    ...(job.correction && atMs >= validatedMs + job.correction.waitMs && job.correction.fields),
  };
}

/** One for all sessions: making one takes longer than a poll. */
const client = new BackupClient({ region: 'eu-west-1' });

/** What the model answers instead of an output. */
export class Refused extends Error {
  readonly reason: FailureReason;
  constructor(reason: FailureReason) {
    super(reason);
    this.reason = reason;
  }
}

const call: Call = async (operation, work, { signal }) => {
  try {
    return { ok: true, value: await work(signal) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return {
      ok: false,
      failure: { operation: operation.name, reason: error.reason, message: error.message },
    };
  }
};

/** A session whose commands are answered by `send`. */
export function answeredBy(send: (command: unknown) => Promise<unknown>): BackupApi {
  return { client: Object.assign(Object.create(client) as BackupClient, { send }), call };
}

/** One page of a list, in the order of the weather, with the rows that come twice. */
export function pageOf<Row>(
  rows: readonly Row[],
  token: string,
  { shuffle, pageSize }: Pick<Weather, 'shuffle' | 'pageSize'>,
): { readonly rows: Row[]; readonly nextToken: string | undefined } {
  const weighted = [...rows, ...rows.filter((_, index) => shuffle[index] === 0)].map((row, index) => ({
    row,
    weight: shuffle[index % shuffle.length] ?? 0,
  }));
  const shuffled = weighted.toSorted((a, b) => a.weight - b.weight).map(({ row }) => row);
  const start = Number(token);
  const end = start + pageSize;
  return { rows: shuffled.slice(start, end), nextToken: end < shuffled.length ? String(end) : undefined };
}

/** AWS Backup as a function of a truth, a moment and a weather, behind the session that a poll is given. */
export function apiOf(
  truth: readonly Timeline[],
  nowMs: number,
  weather: Weather,
  delivered: (row: RestoreJobsListMember) => void,
  asked: (request: Asked) => void = () => undefined,
): BackupApi {
  const { bend = (row: RestoreJobsListMember) => row } = weather;
  const view = (job: Timeline, index: number, isListed: boolean) => {
    if (weather.copyOf === undefined) return rowAt(job, nowMs - (index % 2) * weather.lagMs);
    const copyMs = weather.copyOf(job, isListed);
    return copyMs === undefined ? undefined : rowAt(job, copyMs);
  };

  function list(command: ListRestoreJobsCommand): ListRestoreJobsCommandOutput {
    const { ByCreatedAfter: createdAfter = new Date(0), NextToken: token = '0' } = command.input;
    asked({ listsFrom: createdAfter });
    const isFailing = weather.fails === 'list' || (weather.fails === 'second page' && token !== '0');
    if (isFailing) throw new Refused('throttled');
    const rows = truth
      .flatMap((job, index) => view(job, index, true) ?? [])
      .filter(({ CreationDate }) => CreationDate !== undefined && CreationDate > createdAfter);
    const page = pageOf(rows, token, weather);
    return {
      $metadata: {},
      RestoreJobs: page.rows.map((row) => bend(row, true)),
      NextToken: page.nextToken,
    };
  }

  function describe(command: DescribeRestoreJobCommand): DescribeRestoreJobCommandOutput {
    const { RestoreJobId: id } = command.input;
    asked({ describes: id });
    if (weather.fails === 'descriptions') throw new Refused('access_denied');
    const index = truth.findIndex((job) => job.id === id);
    const job = truth[index];
    const row = job && view(job, index, false);
    if (row === undefined) throw new Refused('not_found');
    return { $metadata: {}, ...bend(row, false) };
  }

  async function send(command: unknown) {
    if (command instanceof DescribeRestoreJobCommand) {
      const output = describe(command);
      delivered(output);
      return output;
    }
    if (!(command instanceof ListRestoreJobsCommand)) throw new TypeError('not a command of the model');
    const output = list(command);
    for (const row of output.RestoreJobs ?? []) delivered(row);
    return output;
  }

  return answeredBy(send);
}
