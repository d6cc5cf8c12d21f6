import { z } from 'zod';
import { parseDuration } from '../../duration.js';
import { type RestoreJobRow, restoreJobMembers } from './restore-job-row.js';

interface FromStart {
  readonly offsetMs: number;
}

const momentText = z.string().transform((text, context): number | FromStart => {
  const ms = parseDuration(text.replace(/^[-+]/, ''), 'scenario');
  if (ms !== undefined) return { offsetMs: text.startsWith('-') ? -ms : ms };
  const epochMs = /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(epochMs)) return epochMs / 1000;
  context.addIssue({
    code: 'custom',
    message: 'expected epoch seconds, an ISO time or an scenarioTime such as -3h',
  });
  return z.NEVER;
});

/** A time of a literal row: epoch seconds, an ISO time or an scenarioTime from the simulator's start. */
export const literalMoment = z.union([z.number(), momentText]).nullable().optional();

/** The wire members of one restore job, verbatim; times may also be ISO or relative to the simulator's start. */
export const literalRow = z.strictObject({
  ...restoreJobMembers,
  CreationDate: literalMoment,
  CompletionDate: literalMoment,
  RecoveryPointCreationDate: literalMoment,
});

export type LiteralRow = z.infer<typeof literalRow>;

export function resolveRow(row: LiteralRow, startMs: number): RestoreJobRow {
  const seconds = (value: number | FromStart | null) => secondsOf(value, startMs);
  const { CreationDate, CompletionDate, RecoveryPointCreationDate, ...members } = row;
  return {
    ...members,
    ...(CreationDate !== undefined && { CreationDate: seconds(CreationDate) }),
    ...(CompletionDate !== undefined && { CompletionDate: seconds(CompletionDate) }),
    ...(RecoveryPointCreationDate !== undefined && {
      RecoveryPointCreationDate: seconds(RecoveryPointCreationDate),
    }),
  };
}

/** Epoch seconds; null and undefined stay what they are. */
export function secondsOf<Absent extends null | undefined>(
  value: number | FromStart | Absent,
  startMs: number,
): number | Absent {
  return typeof value === 'object' && value !== null ? (startMs + value.offsetMs) / 1000 : value;
}
