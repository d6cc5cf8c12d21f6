import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { logEvents } from '../../src/log/log-events.js';
import { reportRefusedRows } from '../../src/polling/refused-rows.js';
import { keepRefused, type RefusedRow } from '../../src/targets/refused-row.js';
import { emitTo } from '../emit-to.js';

const target = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };
const place = { account: '111122223333', accountName: 'payments', region: 'eu-west-1' };
const row = (id: string, fields: Partial<RefusedRow> = {}): RefusedRow => ({
  operation: 'ListRestoreJobs',
  reason: 'missing_field',
  message: `restore job ${id} has no CreationDate`,
  id,
  ...fields,
});

/** Tells of these rows after one another, and returns what was logged and counted. */
function told(...readings: readonly (readonly RefusedRow[] | undefined)[]) {
  const logged: unknown[] = [];
  const counted: RefusedRow[] = [];
  const write = (line: string) => {
    const { time: _, level: __, hostname: ___, pid: ____, msg: _____, ...fields } = JSON.parse(line);
    logged.push(fields);
  };
  const { rowsRefused: log } = logEvents(pino({ level: 'info' }, { write }));
  const emit = emitTo({
    rowsRefused(event) {
      log(event);
      counted.push(...event.rows);
    },
  });
  let known: ReadonlySet<string> | undefined;
  for (const rows of readings) known = reportRefusedRows(emit, known, rows, target);
  return { logged, counted, known };
}

const line = (rows: number, message: string, reason = 'missing_field') => ({
  ...place,
  operation: 'ListRestoreJobs',
  reason,
  message,
  rows,
});

const flood = (from: number) => Array.from({ length: 900 }, (_, index) => row(`${from + index}`));

describe('rows that are refused', () => {
  it('are counted each time and logged once', () => {
    const { logged, counted } = told([row('a')], [row('a'), row('b')], undefined, [row('a')]);
    expect(counted).toEqual([row('a'), row('a'), row('b'), row('a')]);
    expect(logged).toEqual([
      line(1, 'restore job a has no CreationDate'),
      line(1, 'restore job b has no CreationDate'),
    ]);
  });

  it('are logged in one line for each reason', () => {
    const other = row('c', { reason: 'other_account', message: 'not ours' });
    expect(told([row('a'), row('b'), other]).logged).toEqual([
      line(2, 'restore job a has no CreationDate'),
      line(1, 'not ours', 'other_account'),
    ]);
  });

  it('without an id are told apart by what is wrong with them', () => {
    const nameless = row('', { id: undefined, message: 'a restore job has no RestoreJobId' });
    expect(told([nameless], [nameless]).logged).toHaveLength(1);
  });

  it('fill neither the log nor the memory', () => {
    const { logged, known } = told(flood(0), flood(900), flood(1800), flood(0));
    expect(known?.size).toBe(1000);
    expect(logged).toEqual([
      line(900, 'restore job 0 has no CreationDate'),
      line(100, 'restore job 900 has no CreationDate'),
    ]);
  });
});

describe('what is known', () => {
  const known = ['a', 'b', 'b', 'c'];
  const kept = (read: readonly string[], refused: readonly RefusedRow[] | undefined) =>
    keepRefused(read, known, refused, (fact) => fact);

  it.each<[string, readonly string[], readonly RefusedRow[] | undefined, readonly string[]]>([
    ['goes if every row could be read', ['a'], undefined, ['a']],
    ['stays if its row is refused', ['a'], [row('b')], ['a', 'b']],
    ['stays if a refused row may be of it', ['a', 'd'], [row('', { id: undefined })], ['a', 'd', 'b', 'c']],
    ['is as it was read if it is refused and read', ['b'], [row('b')], ['b']],
  ])('%s', (_, read, refused, facts) => {
    expect(kept(read, refused)).toEqual(facts);
  });
});
