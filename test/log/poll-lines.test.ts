import { describe, expect, it } from '@jest/globals';
import type { Emit, PollEnd } from '../../src/events.js';
import type { CallFailure } from '../../src/targets/call-failure.js';
import type { RefusedRow } from '../../src/targets/refused-row.js';
import type { SourceState } from '../../src/targets/source-state.js';
import { newTargetState, type TargetState } from '../../src/targets/target-state.js';
import {
  at,
  bug,
  err,
  internal,
  type LogCase,
  leftOut,
  logged,
  omitted,
  target,
  targetFields,
  throttled,
} from './logged.js';

const place = { ...targetFields, source: 'plans' };
const denied: CallFailure = { operation: 'ListTags', reason: 'access_denied', message: 'not authorized' };
const ownFailure: CallFailure = { operation: 'LoadCredentials', reason: 'no_credentials', message: 'none' };
const roleArn = 'arn:aws:iam::111122223333:role/restore-test-monitor';
const read = { ...place, durationSeconds: 2 };
const unread = { ...read, ...throttled };
const crashed = { ...place, reason: 'internal', err };

function stateWith(source: Partial<SourceState>, more: Partial<TargetState> = {}): TargetState {
  return { ...newTargetState(target), sources: { plans: { durationSeconds: 2, ...source } }, ...more };
}

function poll(before: TargetState, after: TargetState, error?: unknown): PollEnd {
  return { target, source: 'plans', durationSeconds: 2, before, after, error };
}

function ended(before: Partial<SourceState>, after: Partial<SourceState>, error?: unknown) {
  return (emit: Emit) => emit('pollEnded', poll(stateWith(before), stateWith(after), error));
}

function refused(reason: RefusedRow['reason'], message: string): RefusedRow {
  return { operation: 'ListRestoreJobs', reason, message };
}

const cases: readonly LogCase[] = [
  [
    'a call that is tried again',
    (emit) => emit('callRetried', { target, failure: throttled, delayMs: 50 }),
    [{ level: 'debug', ...targetFields, ...throttled, delayMs: 50, msg: 'call to AWS is tried again' }],
  ],
  [
    'a call for several targets that is tried again',
    (emit) => emit('callRetried', { failure: denied, delayMs: 0 }),
    [{ level: 'debug', ...denied, delayMs: 0, msg: 'call to AWS is tried again' }],
  ],
  [
    'rows that were not refused before, by reason',
    (emit) => {
      const fresh = [
        refused('missing_field', 'no id'),
        refused('missing_field', 'no date'),
        refused('other_account', 'x'),
      ];
      emit('rowsRefused', { target, rows: [...fresh, refused('other_account', 'y')], fresh });
    },
    [
      { reason: 'missing_field', message: 'no id', rows: 2 },
      { reason: 'other_account', message: 'x', rows: 1 },
    ].map((row) => ({
      level: 'warn',
      ...targetFields,
      operation: 'ListRestoreJobs',
      ...row,
      msg: 'rows of an answer cannot be used; the rest is',
    })),
  ],
  [
    'a role session that goes on though it cannot be renewed',
    (emit) => emit('credentialsFailed', { roleArn, failure: throttled, expiresAt: at }),
    [
      {
        level: 'warn',
        role: roleArn,
        ...throttled,
        expiresAt: at.toISOString(),
        msg: 'session could not be renewed; it is used until it ends',
      },
    ],
  ],
  [
    'own credentials that cannot be loaded, and not again for a role that needs them, nor a role that cannot be entered: its targets say so',
    (emit) => {
      emit('credentialsFailed', { failure: ownFailure, expiresAt: undefined });
      emit('credentialsFailed', { roleArn, failure: ownFailure, expiresAt: at });
      emit('credentialsFailed', { roleArn, failure: throttled, expiresAt: undefined });
    },
    [{ level: 'warn', ...ownFailure, msg: "the daemon's own credentials could not be loaded" }],
  ],
  [
    'credentials that can be renewed again',
    (emit) => {
      emit('credentialsRenewed', {});
      emit('credentialsRenewed', { roleArn });
    },
    [
      { level: 'info', msg: 'credentials are renewed again' },
      { level: 'info', role: roleArn, msg: 'credentials are renewed again' },
    ],
  ],
  [
    'a warning about credentials, once',
    (emit) => {
      emit('credentialsWarned', { message: 'Unset one of them.' });
      emit('credentialsWarned', { message: 'Unset one of them.' });
    },
    [{ level: 'warn', msg: 'Unset one of them.' }],
  ],
  ['a target that is read', ended({}, {}), [{ level: 'debug', ...read, msg: 'target read' }]],
  [
    'a target that can be read again',
    ended({ failure: throttled }, {}),
    [{ level: 'info', ...read, msg: 'target can be read again' }],
  ],
  [
    'a target that cannot be read',
    ended({}, { failure: throttled }),
    [{ level: 'warn', ...unread, msg: 'target could not be read' }],
  ],
  [
    'a target that still cannot be read',
    ended({ failure: throttled }, { failure: throttled }),
    [{ level: 'debug', ...unread, msg: 'target could not be read' }],
  ],
  [
    'a target that cannot be read for want of own credentials, which has been said',
    ended({}, { failure: ownFailure }),
    [{ level: 'debug', ...read, ...ownFailure, msg: 'target could not be read' }],
  ],
  [
    'a source that a region does not have, once',
    (emit) => {
      ended({}, { failure: throttled, isUnavailable: true })(emit);
      ended({ isUnavailable: true }, { failure: throttled, isUnavailable: true })(emit);
    },
    ['info', 'debug'].map((level) => ({
      level,
      ...unread,
      msg: 'the account and region do not have the source',
    })),
  ],
  [
    'a permission that is missing, and that is there again',
    (emit) => {
      ended({}, { denied })(emit);
      ended({ denied }, {})(emit);
    },
    [
      { level: 'debug', ...read, msg: 'target read' },
      { level: 'warn', ...place, ...denied, msg: 'a permission is missing; the rest of the source is read' },
      { level: 'debug', ...read, msg: 'target read' },
      { level: 'info', ...place, operation: 'ListTags', msg: 'the permission that was missing is there' },
    ],
  ],
  [
    'a list that leaves something out',
    (emit) =>
      emit(
        'pollEnded',
        poll(
          stateWith({}),
          stateWith(
            {},
            {
              omissions: {
                plans: omitted,
                selections: new Map(),
                resources: new Map(),
                tags: new Map([['arn:aws:s3:::documents', { since: new Date(0), readings: 0 }]]),
              },
            },
          ),
        ),
      ),
    [
      { level: 'debug', ...read, msg: 'target read' },
      {
        level: 'info',
        ...place,
        omitted: 2,
        ids: ['daily', 'arn:aws:s3:::documents'],
        msg: leftOut,
      },
    ],
  ],
  [
    'a bug, and only that of its poll, once for as long as it goes on',
    (emit) => {
      ended({ denied }, { failure: internal }, bug)(emit);
      ended({ failure: internal }, { failure: internal }, bug)(emit);
      ended({ failure: { ...internal, message: 'another' } }, { failure: internal }, bug)(emit);
    },
    ['error', 'debug', 'error'].map((level) => ({
      level,
      ...crashed,
      msg: 'target could not be read because of a bug in restore-test-monitor; its last good values are kept',
    })),
  ],
  [
    'a poll that is left out',
    (emit) => emit('pollSkipped', { target, source: 'plans' }),
    [{ level: 'warn', ...place, msg: 'poll skipped: the last one has not ended' }],
  ],
  [
    'a job that cannot be described, as an error until its poll has failed in the same way',
    (emit) => {
      const failed = { target, jobId: 'job-1', failure: throttled };
      emit('jobDescriptionFailed', { ...failed, before: denied });
      emit('jobDescriptionFailed', { ...failed, before: throttled });
    },
    ['error', 'debug'].map((level) => ({
      level,
      ...targetFields,
      ...throttled,
      jobId: 'job-1',
      msg: 'restore job could not be described; its last facts are kept',
    })),
  ],
  [
    'a run that is late',
    (emit) => emit('runLate', { schedule: 'jobs', lateMs: 61_400 }),
    [
      {
        level: 'warn',
        schedule: 'jobs',
        lateSeconds: 61,
        msg: 'scheduled run is late: the process stood still, or its clock was set',
      },
    ],
  ],
];

describe('the log tells of', () => {
  it.each(cases)('%s', (_, happen, lines) => {
    expect(logged(happen)).toEqual(lines);
  });
});
