import type { CheckedTarget, DoctorView, ProblemView, RouteView } from '../views/doctor-view.js';
import { type Column, textTable } from './text-table.js';

const listedAtMost = 5;
const longestName = 24;

/** As many rows as a screen has. */
const rowsAtMost = 20;

/**
 * A table of the targets, then the problems with what to do, and a summary as the last line. Of more targets than fit
 * on a screen, those without a problem are counted, unless all are asked for.
 */
export function formatReport(report: DoctorView, showsAll = false): string {
  const problems = report.problems.map((problem, index) => formatProblem(problem, index + 1));
  const parts = [
    ...(report.targets.length > 0 ? [formatTargets(report.targets, showsAll)] : []),
    ...problems,
    ...(report.routes ? [report.routes.map(formatRoute).join('')] : []),
    `${formatSummary(report)}\n`,
  ];
  return parts.join('\n');
}

interface TargetColumn extends Column {
  readonly cell: (target: CheckedTarget) => string | undefined;
}

const columns: readonly TargetColumn[] = [
  { head: 'STATUS', align: 'left', cell: ({ status }) => status },
  { head: 'ACCOUNT', align: 'left', cell: ({ accountId }) => accountId || 'own' },
  {
    head: 'NAME',
    align: 'left',
    cell: ({ accountId, accountName }) => (accountName === accountId ? '' : shortened(accountName)),
  },
  { head: 'REGION', align: 'left', cell: ({ region }) => region },
  { head: 'LATENCY', align: 'right', cell: ({ latencySeconds }) => milliseconds(latencySeconds) },
  { head: 'JOBS', align: 'right', cell: ({ jobs }) => jobs?.toString() },
  { head: 'PLANS', align: 'right', cell: ({ plans }) => plans?.toString() },
  { head: 'RESOURCES', align: 'right', cell: ({ resources }) => resources?.toString() },
  { head: 'CALLS/H', align: 'right', cell: ({ callsPerHour }) => rate(callsPerHour) },
  { head: 'SERIES', align: 'right', cell: ({ series }) => series?.toString() },
];

function formatTargets(targets: readonly CheckedTarget[], showsAll: boolean): string {
  const isFolded = !showsAll && targets.length > rowsAtMost;
  const shown = isFolded ? targets.filter(({ status }) => status !== 'ok') : targets;
  const fine = targets.length - shown.length;
  const rows = shown.map((target) => columns.map(({ cell }) => cell(target) ?? '-'));
  const table = rows.length === 0 ? '' : textTable(columns, rows);
  return fine === 0
    ? table
    : `${table}ok in ${count(fine, rows.length === 0 ? 'target' : 'other target')} (--all shows them)\n`;
}

function formatProblem(problem: ProblemView, number: number): string {
  const { operation, principals, targets, message, toDo } = problem;
  const lines = [
    `Problem ${number}: ${titleOf(problem)}`,
    ...listed(
      'of',
      principals.map((each) => (each === 'own' ? "the daemon's own credentials" : each)),
    ),
    ...listed('in', targets),
    `  ${operation === undefined || operation === 'LoadCredentials' ? 'Found:' : 'AWS:  '} ${message}`,
    `  To do: ${toDo}`,
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function titleOf({ reason, operation, actions, targets }: ProblemView): string {
  const where = targets.length === 0 ? '' : ` in ${count(targets.length, 'target')}`;
  if (operation === undefined) return `${reason}${where}`;
  if (operation === 'LoadCredentials')
    return `the daemon's own credentials cannot be loaded${where}: ${reason}`;
  if (operation === 'AssumeRole' && actions.length > 0) return `a role cannot be assumed${where}`;
  if (actions.length > 0) return `${actions.join(', ')} is denied${where}`;
  return `${operation} fails${where}: ${reason}`;
}

function listed(preposition: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const more = items.length > listedAtMost ? [`and ${items.length - listedAtMost} more`] : [];
  return [`  ${preposition}:    ${[...items.slice(0, listedAtMost), ...more].join(', ')}`];
}

function formatRoute({ proxy, hosts }: RouteView): string {
  return `${proxy === undefined ? 'Directly' : `Through the proxy ${proxy}`}: ${hosts.join(', ')}\n`;
}

function formatSummary({ targets, problems, clockAheadSeconds, callsPerHour, series }: DoctorView): string {
  const failing = targets.filter(({ status }) => status !== 'ok').length;
  const state = failing === 0 ? ', all well' : `, ${failing} with a problem`;
  const clock =
    clockAheadSeconds === undefined ? '' : `; clock off by ${Math.abs(clockAheadSeconds).toFixed(1)} s`;
  const found = problems.length === 0 ? 'no problem' : count(problems.length, 'problem');
  return `${count(targets.length, 'target')}${targets.length === 0 ? '' : state}; ${found}; about ${callsPerHour} calls to AWS an hour, ${series} series${clock}`;
}

function rate(perHour: number | undefined): string | undefined {
  return perHour === undefined || perHour < 10 ? perHour?.toString() : Math.round(perHour).toString();
}

function milliseconds(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : `${Math.ceil(seconds * 1000)} ms`;
}

function shortened(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
