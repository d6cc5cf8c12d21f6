import type {
  RestoreJobRow,
  WireDeletionStatus,
  WireRestoreStatus,
  WireValidationStatus,
} from '../scenario/restore-job-row.js';

interface Stage<Status> {
  readonly startMs: number;
  readonly endMs: number;
  readonly status: Status;
  readonly message?: string | undefined;
}

/** The whole life of one restore job, past and to come. */
export interface SimulatedJob {
  /** The members that never change. */
  readonly facts: RestoreJobRow;
  readonly createdMs: number;
  /** Equal to `endedMs` for a job that never ran. */
  readonly startedMs: number;
  readonly endedMs: number;
  readonly status: Exclude<WireRestoreStatus, 'PENDING' | 'RUNNING'>;
  readonly statusMessage?: string | undefined;
  readonly createdResourceArn?: string | undefined;
  readonly validation?: Stage<Exclude<WireValidationStatus, 'VALIDATING'>> | undefined;
  readonly deletion?: Stage<Exclude<WireDeletionStatus, 'DELETING'>> | undefined;
  readonly vanishesMs: number;
}

/** The row that AWS lists for the job at that moment; undefined before its creation and after its removal. */
export function rowAt(job: SimulatedJob, nowMs: number): RestoreJobRow | undefined {
  if (nowMs < job.createdMs || nowMs >= job.vanishesMs) return undefined;
  const base = { ...job.facts, CreationDate: job.createdMs / 1000, PercentDone: '0.00%' };
  if (nowMs < job.startedMs) return { ...base, Status: 'PENDING' satisfies WireRestoreStatus };
  if (nowMs < job.endedMs) return { ...base, Status: 'RUNNING' satisfies WireRestoreStatus };
  return {
    ...base,
    Status: job.status,
    CompletionDate: job.endedMs / 1000,
    ...(job.statusMessage !== undefined && { StatusMessage: job.statusMessage }),
    ...(job.createdResourceArn !== undefined && { CreatedResourceArn: job.createdResourceArn }),
    ...validationAt(job, nowMs),
    ...deletionAt(job, nowMs),
  };
}

function validationAt({ validation }: SimulatedJob, nowMs: number): RestoreJobRow {
  if (validation === undefined || nowMs < validation.startMs) return {};
  if (nowMs < validation.endMs) return { ValidationStatus: 'VALIDATING' satisfies WireValidationStatus };
  const { status, message } = validation;
  return { ValidationStatus: status, ...(message !== undefined && { ValidationStatusMessage: message }) };
}

function deletionAt({ deletion }: SimulatedJob, nowMs: number): RestoreJobRow {
  if (deletion === undefined || nowMs < deletion.startMs) return {};
  if (nowMs < deletion.endMs) return { DeletionStatus: 'DELETING' satisfies WireDeletionStatus };
  const { status, message } = deletion;
  return { DeletionStatus: status, ...(message !== undefined && { DeletionStatusMessage: message }) };
}
