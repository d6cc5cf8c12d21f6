import { describe, expect, it } from '@jest/globals';
import { type PlanSchedule, planSchedule } from '../../../src/restores/plans/plan-schedule.js';
import { hourMs } from '../a-restore-job.js';

/** Expression, time zone, the moment, and the start that is expected; the calendar was worked out by hand. */
type Row = readonly [
  expression: string,
  zone: string | undefined,
  moment: string,
  expected: string | undefined,
];

const berlin = 'Europe/Berlin';
const newYork = 'America/New_York';
const lordHowe = 'Australia/Lord_Howe';
const saoPaulo = 'America/Sao_Paulo';
const beirut = 'Asia/Beirut';
const apia = 'Pacific/Apia';

const daily = 'cron(0 5 ? * * *)';
const hourly = 'cron(0 * ? * * *)';
const halfPastTwo = 'cron(30 2 ? * * *)';
const midnight = 'cron(0 0 ? * * *)';

function scheduleOf(expression: string, zone: string | undefined): PlanSchedule {
  const schedule = planSchedule(expression, zone);
  if (!schedule.ok) throw new Error(schedule.failure);
  return schedule.value;
}

const iso = (moment: string | undefined) => moment && new Date(moment).toISOString();

const nextStarts: Readonly<Record<string, readonly Row[]>> = {
  'every day': [
    [daily, undefined, '2026-03-02T04:59:59.999Z', '2026-03-02T05:00Z'],
    [daily, undefined, '2026-03-02T04:59:30.500Z', '2026-03-02T05:00Z'],
    [daily, undefined, '2026-03-02T05:00Z', '2026-03-03T05:00Z'],
    ['cron(0 5 * * ? *)', 'Etc/UTC', '2026-03-02T05:00:00.001Z', '2026-03-03T05:00Z'],
    ['cron(00 05 ? * * *)', 'UTC', '2026-12-31T05:00Z', '2027-01-01T05:00Z'],
    ['cron( 0  5 ?\t* * * )', 'UTC', '2026-02-28T05:00Z', '2026-03-01T05:00Z'],
  ],
  'lists, ranges and steps': [
    ['cron(15,45 8,20 ? * * *)', undefined, '2026-03-02T08:15Z', '2026-03-02T08:45Z'],
    ['cron(15,45 8,20 ? * * *)', undefined, '2026-03-02T08:45Z', '2026-03-02T20:15Z'],
    ['cron(0 8-10 ? * * *)', undefined, '2026-03-02T09:00Z', '2026-03-02T10:00Z'],
    ['cron(0 8-10 ? * * *)', undefined, '2026-03-02T10:00Z', '2026-03-03T08:00Z'],
    ['cron(0/20 * * * ? *)', undefined, '2026-03-02T10:40Z', '2026-03-02T11:00Z'],
    ['cron(5/20 6 * * ? *)', undefined, '2026-03-02T06:25Z', '2026-03-02T06:45Z'],
    ['cron(5/20 6 * * ? *)', undefined, '2026-03-02T06:45Z', '2026-03-03T06:05Z'],
    ['cron(*/20 6 * * ? *)', undefined, '2026-03-02T05:59Z', '2026-03-02T06:00Z'],
    ['cron(0 9-17/4 ? * * *)', undefined, '2026-03-02T13:00Z', '2026-03-02T17:00Z'],
    ['cron(10-30/10 4 ? * * *)', undefined, '2026-03-02T04:30Z', '2026-03-03T04:10Z'],
    ['cron(0 1-3,20/2 ? * * *)', undefined, '2026-03-02T03:00Z', '2026-03-02T20:00Z'],
    ['cron(0 1-3,20/2 ? * * *)', undefined, '2026-03-02T22:00Z', '2026-03-03T01:00Z'],
    ['cron(0 5 1 1/3 ? *)', undefined, '2026-04-01T05:00Z', '2026-07-01T05:00Z'],
    ['cron(0 5 1 JAN,JUL ? *)', undefined, '2026-03-02T00:00Z', '2026-07-01T05:00Z'],
    ['cron(0 5 1 Mar-may ? *)', undefined, '2026-05-01T05:00Z', '2027-03-01T05:00Z'],
    ['cron(0 5 1/10 * ? *)', undefined, '2026-03-21T05:00Z', '2026-03-31T05:00Z'],
    ['cron(0 5 1/10 * ? *)', undefined, '2026-04-21T05:00Z', '2026-05-01T05:00Z'],
  ],
  'every 12 hours, which is once a day from noon on': [
    ['cron(0 0/12 ? * * *)', undefined, '2026-03-02T00:00Z', '2026-03-02T12:00Z'],
    ['cron(0 11/12 ? * * *)', undefined, '2026-03-02T11:00Z', '2026-03-02T23:00Z'],
    ['cron(0 12/12 ? * * *)', undefined, '2026-03-02T12:00Z', '2026-03-03T12:00Z'],
    ['cron(0 14/12 ? * * *)', undefined, '2026-03-02T14:00Z', '2026-03-03T14:00Z'],
    ['cron(0 0/24 ? * * *)', undefined, '2026-03-02T00:00Z', '2026-03-03T00:00Z'],
  ],
  'days of the week': [
    ['cron(0 18 ? * MON-FRI *)', undefined, '2026-03-06T18:00Z', '2026-03-09T18:00Z'],
    ['cron(0 18 ? * 1 *)', undefined, '2026-03-02T00:00Z', '2026-03-08T18:00Z'],
    ['cron(0 18 ? * 7 *)', undefined, '2026-03-02T00:00Z', '2026-03-07T18:00Z'],
    ['cron(0 18 ? * sun,WED *)', undefined, '2026-03-02T00:00Z', '2026-03-04T18:00Z'],
    ['cron(0 18 ? * SUN-SAT *)', undefined, '2026-03-02T18:00Z', '2026-03-03T18:00Z'],
    ['cron(0 18 ? * L *)', undefined, '2026-03-02T00:00Z', '2026-03-07T18:00Z'],
    ['cron(0 18 ? * 6L *)', undefined, '2026-03-02T00:00Z', '2026-03-27T18:00Z'],
    ['cron(0 18 ? * 6L *)', undefined, '2026-03-27T18:00Z', '2026-04-24T18:00Z'],
    ['cron(0 18 ? * FRIL *)', undefined, '2026-05-01T00:00Z', '2026-05-29T18:00Z'],
    ['cron(0 18 ? * 2#1 *)', undefined, '2026-03-02T17:59Z', '2026-03-02T18:00Z'],
    ['cron(0 18 ? * 2#1 *)', undefined, '2026-03-02T18:00Z', '2026-04-06T18:00Z'],
    ['cron(0 18 ? * TUE#2 *)', undefined, '2026-03-02T00:00Z', '2026-03-10T18:00Z'],
    ['cron(0 18 ? * 1#5 *)', undefined, '2026-03-02T00:00Z', '2026-03-29T18:00Z'],
    ['cron(0 18 ? * 1#5 *)', undefined, '2026-03-29T18:00Z', '2026-05-31T18:00Z'],
  ],
  'days of the month': [
    ['cron(0 5 L * ? *)', undefined, '2026-01-31T05:00Z', '2026-02-28T05:00Z'],
    ['cron(0 5 L * ? *)', undefined, '2026-02-28T05:00Z', '2026-03-31T05:00Z'],
    ['cron(0 5 L * ? *)', undefined, '2028-02-01T00:00Z', '2028-02-29T05:00Z'],
    ['cron(0 5 L 4 ? *)', undefined, '2026-03-02T00:00Z', '2026-04-30T05:00Z'],
    ['cron(0 5 29 * ? *)', undefined, '2026-01-29T05:00Z', '2026-03-29T05:00Z'],
    ['cron(0 5 30 * ? *)', undefined, '2026-01-30T05:00Z', '2026-03-30T05:00Z'],
    ['cron(0 5 31 * ? *)', undefined, '2026-03-31T05:00Z', '2026-05-31T05:00Z'],
    ['cron(0 5 29 2 ? *)', undefined, '2026-03-02T00:00Z', '2028-02-29T05:00Z'],
    ['cron(0 5 29 2 ? *)', undefined, '2096-02-29T05:00Z', '2104-02-29T05:00Z'],
    ['cron(0 5 29 FEB ? 2100)', undefined, '2026-03-02T00:00Z', undefined],
    ['cron(0 5 30 2 ? *)', undefined, '2026-03-02T00:00Z', undefined],
    ['cron(0 5 31 4,6,9,11 ? *)', undefined, '2026-03-02T00:00Z', undefined],
    ['cron(0 5 3W * ? *)', undefined, '2026-01-01T00:00Z', '2026-01-02T05:00Z'],
    ['cron(0 5 3W * ? *)', undefined, '2026-03-02T00:00Z', '2026-03-03T05:00Z'],
    ['cron(0 5 3W * ? *)', undefined, '2026-05-01T00:00Z', '2026-05-04T05:00Z'],
    ['cron(0 5 1W * ? *)', undefined, '2026-07-31T12:00Z', '2026-08-03T05:00Z'],
    ['cron(0 5 1W * ? *)', undefined, '2026-10-31T12:00Z', '2026-11-02T05:00Z'],
    ['cron(0 5 31W * ? *)', undefined, '2026-05-01T00:00Z', '2026-05-29T05:00Z'],
    ['cron(0 5 31W * ? *)', undefined, '2026-05-29T05:00Z', '2026-07-31T05:00Z'],
    ['cron(0 5 LW * ? *)', undefined, '2026-02-01T00:00Z', '2026-02-27T05:00Z'],
    ['cron(0 5 LW * ? *)', undefined, '2026-02-27T05:00Z', '2026-03-31T05:00Z'],
    ['cron(0 5 LW 5 ? *)', undefined, '2026-03-02T00:00Z', '2026-05-29T05:00Z'],
  ],
  'ranges that wrap around': [
    ['cron(0 22-6 ? * * *)', undefined, '2026-03-02T23:00Z', '2026-03-03T00:00Z'],
    ['cron(0 22-6 ? * * *)', undefined, '2026-03-02T06:00Z', '2026-03-02T22:00Z'],
    ['cron(0 22-6/3 ? * * *)', undefined, '2026-03-02T22:00Z', '2026-03-03T01:00Z'],
    ['cron(0 5 ? * SAT-SUN *)', undefined, '2026-03-02T00:00Z', '2026-03-07T05:00Z'],
    ['cron(0 5 ? * SAT-SUN *)', undefined, '2026-03-07T05:00Z', '2026-03-08T05:00Z'],
    ['cron(0 5 ? * FRI-MON *)', undefined, '2026-03-02T05:00Z', '2026-03-06T05:00Z'],
    ['cron(0 5 1 NOV-FEB ? *)', undefined, '2026-03-02T00:00Z', '2026-11-01T05:00Z'],
    ['cron(0 5 1 NOV-FEB ? *)', undefined, '2026-12-01T05:00Z', '2027-01-01T05:00Z'],
  ],
  'days before the last of the month': [
    ['cron(0 5 L-2 * ? *)', undefined, '2026-01-29T05:00Z', '2026-02-26T05:00Z'],
    ['cron(0 5 L-2 * ? *)', undefined, '2028-02-01T00:00Z', '2028-02-27T05:00Z'],
    ['cron(0 5 L-2 * ? *)', undefined, '2026-03-30T00:00Z', '2026-04-28T05:00Z'],
    ['cron(0 5 L-0 * ? *)', undefined, '2026-02-01T00:00Z', '2026-02-28T05:00Z'],
    ['cron(0 5 L-30 * ? *)', undefined, '2026-01-01T05:00Z', '2026-03-01T05:00Z'],
    ['cron(0 5 L-28 2 ? *)', undefined, '2026-03-02T00:00Z', '2028-02-01T05:00Z'],
    ['cron(0 5 L-29 2 ? *)', undefined, '2026-03-02T00:00Z', undefined],
    ['cron(0 5 L-2W * ? *)', undefined, '2026-03-02T00:00Z', '2026-03-30T05:00Z'],
    ['cron(0 5 L-5W * ? *)', undefined, '2026-04-01T00:00Z', '2026-04-24T05:00Z'],
  ],
  years: [
    ['cron(0 5 1 1 ? 2027-2028)', undefined, '2026-03-02T00:00Z', '2027-01-01T05:00Z'],
    ['cron(0 5 1 1 ? 2027-2028)', undefined, '2028-01-01T05:00Z', undefined],
    ['cron(0 5 1 1 ? 2026,2030)', undefined, '2026-01-01T05:00Z', '2030-01-01T05:00Z'],
    ['cron(0 5 1 1 ? 1970/4)', undefined, '2026-03-02T00:00Z', '2030-01-01T05:00Z'],
    ['cron(0 5 1 1 ? */4)', undefined, '2026-03-02T00:00Z', '2030-01-01T05:00Z'],
    ['cron(0 5 1 1 ? 2025)', undefined, '2026-03-02T00:00Z', undefined],
    [daily, undefined, '2199-12-30T05:00Z', '2199-12-31T05:00Z'],
    [daily, undefined, '2199-12-31T05:00Z', undefined],
    [daily, undefined, '+002500-01-01T00:00:00Z', undefined],
    [daily, undefined, '+275760-09-13T00:00:00Z', undefined],
    [daily, undefined, '1960-01-01T00:00Z', '1970-01-01T05:00Z'],
    [daily, undefined, '-271821-04-20T00:00:00Z', '1970-01-01T05:00Z'],
  ],
  'zones without daylight saving': [
    [daily, 'Asia/Tokyo', '2026-03-02T00:00Z', '2026-03-02T20:00Z'],
    [daily, 'Asia/Kathmandu', '2026-03-02T00:00Z', '2026-03-02T23:15Z'],
    [daily, 'Etc/GMT+5', '2026-03-02T00:00Z', '2026-03-02T10:00Z'],
    ['cron(0 5 ? * MON *)', 'Asia/Tokyo', '2026-03-02T00:00Z', '2026-03-08T20:00Z'],
    ['cron(0 5 1 1 ? 2027)', 'Asia/Tokyo', '2026-03-02T00:00Z', '2026-12-31T20:00Z'],
  ],
  'clocks that go forward': [
    [daily, berlin, '2026-03-28T04:00Z', '2026-03-29T03:00Z'],
    [halfPastTwo, berlin, '2026-03-28T01:30Z', '2026-03-30T00:30Z'],
    ['cron(0 2 ? * * *)', berlin, '2026-03-28T01:00Z', '2026-03-30T00:00Z'],
    ['cron(0 3 ? * * *)', berlin, '2026-03-28T02:00Z', '2026-03-29T01:00Z'],
    [hourly, berlin, '2026-03-29T00:00Z', '2026-03-29T01:00Z'],
    ['cron(30 2,14 ? * * *)', berlin, '2026-03-28T13:30Z', '2026-03-29T12:30Z'],
    ['cron(30 2 ? 3 1L *)', berlin, '2026-03-02T00:00Z', undefined],
    [halfPastTwo, newYork, '2026-03-07T07:30Z', '2026-03-09T06:30Z'],
    ['cron(15 1-3 ? * SUN *)', newYork, '2026-03-08T06:15Z', '2026-03-08T07:15Z'],
    ['cron(30 0 L * ? *)', newYork, '2026-03-15T00:00Z', '2026-03-31T04:30Z'],
    ['cron(15 2 ? * * *)', lordHowe, '2026-10-02T15:45Z', '2026-10-04T15:15Z'],
    [halfPastTwo, lordHowe, '2026-10-02T16:00Z', '2026-10-03T15:30Z'],
    [midnight, saoPaulo, '2018-11-03T03:00Z', '2018-11-05T02:00Z'],
    ['cron(0 1 ? * * *)', saoPaulo, '2018-11-03T04:00Z', '2018-11-04T03:00Z'],
    [midnight, beirut, '2026-03-27T22:00Z', '2026-03-29T21:00Z'],
    [daily, apia, '2011-12-29T15:00Z', '2011-12-30T15:00Z'],
    [hourly, apia, '2011-12-30T09:00Z', '2011-12-30T10:00Z'],
  ],
  'clocks that go back': [
    [daily, berlin, '2026-10-24T03:00Z', '2026-10-25T04:00Z'],
    [halfPastTwo, berlin, '2026-10-24T00:30Z', '2026-10-25T00:30Z'],
    [halfPastTwo, berlin, '2026-10-25T00:30Z', '2026-10-26T01:30Z'],
    [halfPastTwo, berlin, '2026-10-25T01:00Z', '2026-10-26T01:30Z'],
    ['cron(0 3 ? * * *)', berlin, '2026-10-25T00:59Z', '2026-10-25T02:00Z'],
    [hourly, berlin, '2026-10-25T00:00Z', '2026-10-25T02:00Z'],
    [hourly, berlin, '2026-10-25T01:30Z', '2026-10-25T02:00Z'],
    ['cron(30 1 ? * * *)', newYork, '2026-10-31T05:30Z', '2026-11-01T05:30Z'],
    ['cron(30 1 ? * * *)', newYork, '2026-11-01T05:30Z', '2026-11-02T06:30Z'],
    ['cron(45 1 ? * * *)', lordHowe, '2026-04-03T14:45Z', '2026-04-04T14:45Z'],
    ['cron(45 1 ? * * *)', lordHowe, '2026-04-04T14:45Z', '2026-04-05T15:15Z'],
    ['cron(30 23 ? * * *)', beirut, '2026-10-24T20:30Z', '2026-10-25T21:30Z'],
    [midnight, beirut, '2026-10-24T20:59Z', '2026-10-24T22:00Z'],
  ],
};

const previousStarts: Readonly<Record<string, readonly Row[]>> = {
  'every day': [
    [daily, undefined, '2026-03-02T05:00Z', '2026-03-02T05:00Z'],
    [daily, undefined, '2026-03-02T05:00:00.001Z', '2026-03-02T05:00Z'],
    [daily, undefined, '2026-03-02T04:59:59.999Z', '2026-03-01T05:00Z'],
    [daily, undefined, '2026-03-01T00:00Z', '2026-02-28T05:00Z'],
    ['cron(0 14/12 ? * * *)', undefined, '2026-03-03T02:00Z', '2026-03-02T14:00Z'],
    ['cron(10-30/10 4 ? * * *)', undefined, '2026-03-02T04:09Z', '2026-03-01T04:30Z'],
  ],
  'days of the week and of the month': [
    ['cron(0 18 ? * MON-FRI *)', undefined, '2026-03-09T17:59Z', '2026-03-06T18:00Z'],
    ['cron(0 18 ? * 6L *)', undefined, '2026-03-02T00:00Z', '2026-02-27T18:00Z'],
    ['cron(0 18 ? * 2#1 *)', undefined, '2026-03-02T17:59Z', '2026-02-02T18:00Z'],
    ['cron(0 18 ? * 1#5 *)', undefined, '2026-05-31T17:59Z', '2026-03-29T18:00Z'],
    ['cron(0 5 L * ? *)', undefined, '2026-03-31T04:59Z', '2026-02-28T05:00Z'],
    ['cron(0 5 31 * ? *)', undefined, '2026-05-31T04:59Z', '2026-03-31T05:00Z'],
    ['cron(0 5 29 2 ? *)', undefined, '2026-03-02T00:00Z', '2024-02-29T05:00Z'],
    ['cron(0 5 29 2 ? *)', undefined, '2104-02-29T04:59Z', '2096-02-29T05:00Z'],
    ['cron(0 5 30 2 ? *)', undefined, '2026-03-02T00:00Z', undefined],
    ['cron(0 5 3W * ? *)', undefined, '2026-03-03T04:59Z', '2026-02-03T05:00Z'],
    ['cron(0 5 1W * ? *)', undefined, '2026-08-03T04:59Z', '2026-07-01T05:00Z'],
    ['cron(0 5 LW * ? *)', undefined, '2026-03-02T00:00Z', '2026-02-27T05:00Z'],
  ],
  'ranges that wrap around': [
    ['cron(0 22-6/3 ? * * *)', undefined, '2026-03-02T00:59Z', '2026-03-01T22:00Z'],
    ['cron(0 5 ? * SAT-SUN *)', undefined, '2026-03-06T00:00Z', '2026-03-01T05:00Z'],
    ['cron(0 5 1 NOV-FEB ? *)', undefined, '2026-10-02T00:00Z', '2026-02-01T05:00Z'],
  ],
  'days before the last of the month': [
    ['cron(0 5 L-2 * ? *)', undefined, '2026-03-01T00:00Z', '2026-02-26T05:00Z'],
    ['cron(0 5 L-28 2 ? *)', undefined, '2026-03-02T00:00Z', '2024-02-01T05:00Z'],
    ['cron(0 5 L-29 2 ? *)', undefined, '2026-03-02T00:00Z', undefined],
    ['cron(0 5 L-5W * ? *)', undefined, '2026-04-30T00:00Z', '2026-04-24T05:00Z'],
  ],
  years: [
    ['cron(0 5 1 1 ? 2027-2028)', undefined, '2026-03-02T00:00Z', undefined],
    ['cron(0 5 1 1 ? 2027-2028)', undefined, '2035-01-01T00:00Z', '2028-01-01T05:00Z'],
    ['cron(0 5 1 1 ? 2025)', undefined, '2026-03-02T00:00Z', '2025-01-01T05:00Z'],
    [daily, undefined, '1970-01-01T05:00Z', '1970-01-01T05:00Z'],
    [daily, undefined, '1970-01-01T04:59Z', undefined],
    [daily, undefined, '-271821-04-20T00:00:00Z', undefined],
    [daily, undefined, '+275760-09-13T00:00:00Z', '2199-12-31T05:00Z'],
    [daily, 'Asia/Tokyo', '2250-01-01T00:00Z', '2199-12-30T20:00Z'],
  ],
  'clocks that go forward': [
    [halfPastTwo, berlin, '2026-03-29T12:00Z', '2026-03-28T01:30Z'],
    [hourly, berlin, '2026-03-29T01:00Z', '2026-03-29T01:00Z'],
    [hourly, berlin, '2026-03-29T00:59Z', '2026-03-29T00:00Z'],
    ['cron(30 2 ? 3 1L *)', berlin, '2026-03-02T00:00Z', '1980-03-30T01:30Z'],
    ['cron(15 2 ? * * *)', lordHowe, '2026-10-04T00:00Z', '2026-10-02T15:45Z'],
    [midnight, saoPaulo, '2018-11-04T12:00Z', '2018-11-03T03:00Z'],
    [midnight, beirut, '2026-03-29T20:59Z', '2026-03-27T22:00Z'],
    [daily, apia, '2011-12-30T14:59Z', '2011-12-29T15:00Z'],
  ],
  'clocks that go back': [
    [halfPastTwo, berlin, '2026-10-25T00:29:59.999Z', '2026-10-24T00:30Z'],
    [halfPastTwo, berlin, '2026-10-25T00:30Z', '2026-10-25T00:30Z'],
    [halfPastTwo, berlin, '2026-10-25T01:30Z', '2026-10-25T00:30Z'],
    ['cron(45 2 ? * * *)', berlin, '2026-10-25T01:10Z', '2026-10-25T00:45Z'],
    [hourly, berlin, '2026-10-25T01:59Z', '2026-10-25T00:00Z'],
    ['cron(45 1 ? * * *)', newYork, '2026-11-01T06:05Z', '2026-11-01T05:45Z'],
    ['cron(45 1 ? * * *)', lordHowe, '2026-04-04T15:05Z', '2026-04-04T14:45Z'],
    ['cron(30 23 ? * * *)', saoPaulo, '2018-02-18T02:15Z', '2018-02-18T01:30Z'],
    [midnight, beirut, '2026-10-24T21:30Z', '2026-10-23T21:00Z'],
  ],
};

describe.each(Object.entries(nextStarts))('the next start: %s', (_, rows) => {
  it.each(rows)('%s %s after %s: %s', (expression, zone, after, expected) => {
    const next = scheduleOf(expression, zone).next(new Date(after));
    expect(next?.toISOString()).toBe(iso(expected));
  });
});

describe.each(Object.entries(previousStarts))('the previous start: %s', (_, rows) => {
  it.each(rows)('%s %s by %s: %s', (expression, zone, before, expected) => {
    const previous = scheduleOf(expression, zone).previous(new Date(before));
    expect(previous?.toISOString()).toBe(iso(expected));
  });
});

describe('the start that is due', () => {
  it.each<
    readonly [
      expression: string,
      zone: string | undefined,
      now: string,
      hours: number,
      expected: string | undefined,
    ]
  >([
    [daily, undefined, '2026-03-03T05:00Z', 24, '2026-03-02T05:00Z'],
    [daily, undefined, '2026-03-03T04:59:59.999Z', 24, '2026-03-01T05:00Z'],
    [daily, undefined, '2026-03-02T06:00Z', 1, '2026-03-02T05:00Z'],
    [daily, undefined, '2026-03-02T05:59Z', 1, '2026-03-01T05:00Z'],
    [daily, undefined, '2026-03-02T05:00Z', 0, '2026-03-02T05:00Z'],
    [daily, undefined, '2026-03-10T06:00Z', 168, '2026-03-03T05:00Z'],
    [daily, undefined, '2026-03-10T04:00Z', 168, '2026-03-02T05:00Z'],
    [hourly, undefined, '2026-03-03T05:30Z', 24, '2026-03-02T05:00Z'],
    ['cron(0 14/12 ? * * *)', undefined, '2026-03-03T13:59Z', 8, '2026-03-02T14:00Z'],
    ['cron(0 5 L * ? *)', undefined, '2026-03-01T04:59Z', 24, '2026-01-31T05:00Z'],
    ['cron(0 5 L * ? *)', undefined, '2026-03-01T05:00Z', 24, '2026-02-28T05:00Z'],
    ['cron(0 5 1 1 ? 2027)', undefined, '2027-01-02T04:59Z', 24, undefined],
    ['cron(0 5 1 1 ? 2027)', undefined, '2027-01-02T05:00Z', 24, '2027-01-01T05:00Z'],
    [daily, berlin, '2026-03-29T03:59Z', 24, '2026-03-27T04:00Z'],
    [daily, berlin, '2026-03-29T04:00Z', 24, '2026-03-28T04:00Z'],
    [daily, berlin, '2026-03-30T03:00Z', 24, '2026-03-29T03:00Z'],
    [halfPastTwo, berlin, '2026-03-30T00:29Z', 24, '2026-03-28T01:30Z'],
    [halfPastTwo, berlin, '2026-10-26T00:30Z', 24, '2026-10-25T00:30Z'],
    [daily, undefined, '2026-03-02T05:00Z', Number.NaN, undefined],
    [daily, undefined, '2026-03-02T05:00Z', Number.POSITIVE_INFINITY, undefined],
  ])('%s %s at %s with a window of %s hours: %s', (expression, zone, now, hours, expected) => {
    const due = scheduleOf(expression, zone).dueAt(new Date(now), hours * hourMs);
    expect(due?.toISOString()).toBe(iso(expected));
  });
});

it('has no start for a moment that is none', () => {
  const schedule = scheduleOf(daily, berlin);
  const none = new Date(Number.NaN);
  expect([schedule.next(none), schedule.previous(none), schedule.dueAt(none, 0)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
