import { z } from 'zod';
import { type FaultKind, type RowFault, rowFaults } from './fault-rule.js';

const answerFields = z.record(z.string(), z.unknown());
const rowMembers = z.array(answerFields);

type Fields = z.infer<typeof answerFields>;
type Bend = (rows: Fields[]) => Fields[];

export function isRowFault(kind: FaultKind): kind is RowFault {
  return rowFaults.some((one) => one === kind);
}

/** The JSON body of a correct answer, bent. */
export function bendBody(body: string, kind: RowFault): string {
  if (kind === 'exponent-timestamps') return withExponents(body);
  const members = answerFields.parse(JSON.parse(body));
  const lists = Object.entries(members).flatMap(([name, value]) => {
    const rows = rowMembers.safeParse(value);
    return rows.success ? [[name, bends[kind](rows.data)] as const] : [];
  });
  if (lists.length === 0) return JSON.stringify(bendOne(members, kind));
  const noToken = kind === 'explicit-nulls' ? { NextToken: null } : {};
  return JSON.stringify({ ...noToken, ...members, ...Object.fromEntries(lists) });
}

/** The JSON body of a correct answer without the rows of its lists that hold the text; without one, all are left out. */
export function omitRows(body: string, holding = ''): string {
  const members = answerFields.parse(JSON.parse(body));
  const left = Object.entries(members).map(([name, value]) => {
    const rows = rowMembers.safeParse(value);
    if (!rows.success) return [name, value] as const;
    return [name, rows.data.filter((row) => !JSON.stringify(row).includes(holding))] as const;
  });
  return JSON.stringify(Object.fromEntries(left));
}

/** The whole body is the row, or the only member of the body is. */
function bendOne(members: Fields, kind: Exclude<RowFault, 'exponent-timestamps'>): Fields | undefined {
  const [only, ...others] = Object.entries(members);
  const wrapped = answerFields.safeParse(only?.[1]);
  if (only === undefined || others.length > 0 || !wrapped.success) return bends[kind]([members])[0];
  return { [only[0]]: bends[kind]([wrapped.data])[0] };
}

function withExponents(body: string): string {
  return body.replace(
    /("\w*(?:Date|Time)":)(\d+(?:\.\d+)?)/g,
    (_, name: string, seconds: string) => name + Number(seconds).toExponential().replace('e+', 'E'),
  );
}

const optionalJobFields = [
  'CompletionDate',
  'StatusMessage',
  'PercentDone',
  'ParentJobId',
  'CreatedBy',
  'ValidationStatus',
  'DeletionStatus',
];
/** The optional members of the other rows, by a member that only such a row has. */
const optionalFields: ReadonlyArray<readonly [member: string, optional: readonly string[]]> = [
  ['RestoreTestingSelectionName', ['ValidationWindowHours']],
  [
    'RestoreTestingPlanArn',
    ['LastExecutionTime', 'LastUpdateTime', 'ScheduleExpressionTimezone', 'StartWindowHours'],
  ],
  ['ResourceARN', ['Tags']],
  ['ResourceArn', ['ResourceName', 'LastBackupTime', 'LatestRestoreExecutionTimeMinutes']],
];
const enumFields = ['Status', 'ValidationStatus', 'DeletionStatus', 'State'];

const bends: Readonly<Record<Exclude<RowFault, 'exponent-timestamps'>, Bend>> = {
  'duplicate-rows': (rows) => rows.flatMap((row) => [row, row]),
  'explicit-nulls': (rows) => rows.map((row) => ({ ...nullsFor(row), ...row })),
  'string-timestamp': (rows) => rows.map((row) => mapFields(row, isoTime)),
  'unknown-enum': (rows) => rows.map((row) => mapFields(row, unknownValue)),
};

function nullsFor(row: Fields): Fields {
  const [, optional] = optionalFields.find(([member]) => member in row) ?? [undefined, optionalJobFields];
  return Object.fromEntries(optional.map((name) => [name, null]));
}

function mapFields(row: Fields, change: (name: string, value: unknown) => unknown): Fields {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, change(name, value)]));
}

function isoTime(name: string, value: unknown): unknown {
  const isMoment = typeof value === 'number' && /(Date|Time)$/.test(name);
  return isMoment ? new Date(value * 1000).toISOString() : value;
}

function unknownValue(name: string, value: unknown): unknown {
  return enumFields.includes(name) ? `NEW_${String(value)}` : value;
}
