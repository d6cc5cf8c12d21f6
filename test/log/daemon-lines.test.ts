import { describe, expect, it } from '@jest/globals';
import { subscriberCrashed } from '../../src/log/log-events.js';
import { type Problem, sourceProblem } from '../../src/problems/problem.js';
import { noLists } from '../../src/targets/known-lists.js';
import {
  aLog,
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

const broken = sourceProblem('unreadable-file', 'web.yaml', 'it is not there');
const warning: Problem = {
  ...broken,
  code: 'nothing-watched',
  path: 'exclude.regions',
  message: 'nothing is left',
};
const warned = { code: 'nothing-watched', warning: 'exclude.regions: nothing is left' };

const cases: readonly LogCase[] = [
  [
    'a discovery that fails, once, and succeeds again',
    (emit) => {
      emit('discoveryEnded', { before: {}, after: { failure: throttled } });
      emit('discoveryEnded', { before: { failure: throttled }, after: { failure: throttled } });
      emit('discoveryEnded', { before: { failure: throttled }, after: {} });
    },
    [
      ...['warn', 'debug'].map((level) => ({
        level,
        ...throttled,
        msg: 'targets could not be discovered; those known are kept',
      })),
      { level: 'info', msg: 'targets can be discovered again' },
    ],
  ],
  [
    'a bug in discovery',
    (emit) => emit('discoveryEnded', { before: {}, after: { failure: internal }, error: bug }),
    [
      { level: 'error', err, msg: 'discovery met a bug in restore-test-monitor' },
      { level: 'warn', ...internal, msg: 'targets could not be discovered; those known are kept' },
    ],
  ],
  [
    'a list of accounts that leaves one out',
    (emit) => {
      const accounts = { rows: [], omissions: omitted };
      emit('discoveryEnded', { before: {}, after: { lists: { ...noLists, accounts } } });
    },
    [
      {
        level: 'info',
        list: 'accounts',
        omitted: 1,
        ids: ['daily'],
        msg: leftOut,
      },
    ],
  ],
  [
    'targets that are discovered, by account, and not those that are only called differently',
    (emit) => {
      const other = { ...target, region: 'eu-north-1' };
      const changes = { by: 'discovery', altered: [], targets: 2 } as const;
      emit('targetsChanged', { ...changes, joined: [target, other], left: [] });
      emit('targetsChanged', { ...changes, joined: [], altered: [target], left: [] });
    },
    [{ level: 'info', joined: ['111122223333'], left: [], targets: 2, msg: 'targets discovered' }],
  ],
  [
    'targets that change with the configuration, by number',
    (emit) =>
      emit('targetsChanged', {
        by: 'configuration',
        joined: [],
        altered: [target],
        left: [target],
        targets: 1,
      }),
    [
      {
        level: 'info',
        joined: 0,
        altered: 1,
        left: 1,
        targets: 1,
        msg: 'targets changed with the configuration',
      },
    ],
  ],
  [
    'a reload, and one that changes nothing',
    (emit) => {
      emit('configurationReloaded', { by: 'SIGHUP', at, outcome: { ok: true, value: { hasChanged: true } } });
      emit('configurationReloaded', { by: 'file', at, outcome: { ok: true, value: { hasChanged: false } } });
    },
    [
      { level: 'info', by: 'SIGHUP', msg: 'configuration reloaded' },
      { level: 'info', by: 'file', msg: 'configuration is unchanged' },
    ],
  ],
  [
    'a reload that fails because of a bug',
    (emit) => {
      const outcome = { ok: false, failure: ['restore-test-monitor has a bug'] } as const;
      emit('configurationReloaded', { by: 'HTTP', at, outcome, error: bug });
    },
    [
      {
        level: 'error',
        err,
        msg: 'configuration could not be reloaded because of a bug in restore-test-monitor',
      },
      {
        level: 'error',
        by: 'HTTP',
        problems: ['restore-test-monitor has a bug'],
        msg: 'configuration not reloaded; the one before is kept',
      },
    ],
  ],
  [
    'what is wrong with the configuration',
    (emit) => {
      emit('configurationWarned', { warning });
      emit('configurationNotFollowed', {});
    },
    [
      { level: 'warn', ...warned, msg: 'configuration' },
      { level: 'warn', msg: 'there is no configuration file to follow' },
    ],
  ],
  [
    'objectives and exceptions that nothing fits, if there are any',
    (emit) => {
      emit('criteriaJudged', { idle: [] });
      emit('criteriaJudged', { idle: ['objectives[1] (tier-1)', 'exceptions[0]'] });
    },
    [
      {
        level: 'info',
        entries: ['objectives[1] (tier-1)', 'exceptions[0]'],
        msg: 'objectives and exceptions that nothing known fits',
      },
    ],
  ],
  [
    'a target that cannot be rendered, once for as long as the same bug is met',
    (emit) => {
      emit('targetRenderingFailed', { target, error: bug });
      emit('targetRenderingFailed', { target, error: new TypeError('not a function') });
    },
    ['error', 'debug'].map((level) => ({
      level,
      ...targetFields,
      reason: 'internal',
      err,
      msg: 'target could not be rendered because of a bug in restore-test-monitor; its last metrics are kept',
    })),
  ],
  [
    'metrics that cannot be rendered',
    (emit) => emit('renderingFailed', { error: bug }),
    [{ level: 'error', err, msg: 'metrics could not be rendered because of a bug; the last ones are kept' }],
  ],
  [
    'the web configuration, its warnings and its problems',
    (emit) => {
      emit('webConfigurationRead', { file: 'web.yaml' });
      emit('webConfigurationWarned', { file: 'web.yaml', warning });
      emit('webConfigurationBroken', { problems: [broken] });
    },
    [
      { level: 'info', file: 'web.yaml', msg: 'web configuration read again' },
      { level: 'warn', file: 'web.yaml', ...warned, msg: 'web configuration' },
      {
        level: 'error',
        codes: ['unreadable-file'],
        problems: ['web.yaml: it is not there'],
        msg: 'web configuration is wrong: every request is answered with 500 until it is mended',
      },
    ],
  ],
  [
    'clients that are refused, for the same reason once a minute',
    (emit) => {
      emit('clientRefused', { client: '10.0.0.1', reason: 'no client certificate' });
      emit('clientRefused', { client: '10.0.0.2', reason: 'no client certificate' });
    },
    [
      { level: 'warn', client: '10.0.0.1', reason: 'no client certificate', msg: 'client refused' },
      { level: 'debug', client: '10.0.0.2', reason: 'no client certificate', msg: 'client refused' },
    ],
  ],
  [
    'the life of the process',
    (emit) => {
      emit('starting', { version: '1.2.3', node: 'v20.1.0', targets: 2 });
      emit('nodeReleaseEnded', { node: 'v20.1.0', endOfLife: '2026-04-30', recommended: 24 });
      emit('libraryWarned', { warning: 'out of date' });
      emit('listening', { address: 'http://127.0.0.1:9', users: 1, isTls: false });
      emit('listening', { address: 'https://127.0.0.1:9', users: 0, isTls: true });
      emit('listeningFailed', { reason: 'address in use' });
      emit('stopping', { signal: 'SIGTERM' });
      emit('stopped', {});
    },
    [
      { level: 'info', version: '1.2.3', node: 'v20.1.0', targets: 2, msg: 'starting' },
      {
        level: 'warn',
        node: 'v20.1.0',
        endOfLife: '2026-04-30',
        msg: 'this release of Node.js gets no more updates; use Node.js 24',
      },
      { level: 'warn', warning: 'out of date', msg: 'a library warns' },
      { level: 'info', address: 'http://127.0.0.1:9', users: 1, msg: 'listening' },
      { level: 'info', address: 'http://127.0.0.1:9', http2: false, msg: 'TLS is disabled' },
      { level: 'info', address: 'https://127.0.0.1:9', users: 0, msg: 'listening' },
      { level: 'info', address: 'https://127.0.0.1:9', http2: false, msg: 'TLS is enabled' },
      { level: 'fatal', reason: 'address in use', msg: 'cannot listen' },
      { level: 'info', signal: 'SIGTERM', msg: 'stopping' },
      { level: 'info', msg: 'stopped' },
    ],
  ],
];

describe('the log tells of', () => {
  it.each(cases)('%s', (_, happen, lines) => {
    expect(logged(happen)).toEqual(lines);
  });
});

it('tells of a subscriber that throws', () => {
  const { log, lines } = aLog();
  subscriberCrashed(log)(bug, 'pollEnded');
  const msg = 'an event was not dealt with because of a bug in restore-test-monitor';
  expect(lines).toEqual([{ level: 'error', err, event: 'pollEnded', msg }]);
});
