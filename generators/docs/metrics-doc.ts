import { operationNames } from '../../src/aws/operations.js';
import {
  accountTable,
  applicationTable,
  exceptionTable,
  summaryTable,
  targetTable,
} from '../../src/metrics/exposition.js';
import { placeLabels, type Stability } from '../../src/metrics/family.js';
import { createSelfMetrics, selfMetricStability } from '../../src/metrics/self-metrics.js';
import { exceptionKinds } from '../../src/restores/coverage/exception.js';
import { copyKinds } from '../../src/restores/coverage/proven-in.js';
import { testFailureReasons } from '../../src/restores/jobs/failure-reason.js';
import { durationBoundsSeconds } from '../../src/restores/jobs/job-group.js';
import {
  deletionStatuses,
  restoreIssues,
  restoreStatuses,
  validationStatuses,
} from '../../src/restores/jobs/restore-job.js';
import { summaryStates } from '../../src/restores/jobs/restore-job-summary.js';
import { verdicts } from '../../src/restores/jobs/verdict.js';
import { deletionFailureReasons } from '../../src/restores/ledger/leftover.js';
import { failureReasons } from '../../src/targets/call-failure.js';
import { sourceIds } from '../../src/targets/target-state.js';
import { markdownTable } from '../markdown-table.js';
import {
  callFailureMeanings,
  copyMeanings,
  deletionFailureMeanings,
  exceptionKindMeanings,
  testFailureMeanings,
  verdictMeanings,
} from './label-meanings.js';
import {
  aboutAccounts,
  aboutApplications,
  aboutCoverage,
  aboutExceptions,
  aboutFreshness,
  aboutJobs,
  aboutJoins,
  aboutLabels,
  aboutLeftovers,
  aboutObjectives,
  aboutOtherLabels,
  aboutPlans,
  aboutProcess,
  aboutResources,
  aboutRestarts,
  aboutStability,
  aboutSummaries,
  placeLabelMeanings,
  type QueryExample,
  queryExamples,
} from './metrics-chapters.js';

/** One metric as the reference states it; `labels` are those after the labels of its table. */
export interface DocumentedMetric {
  readonly name: string;
  readonly type: string;
  /** Undefined for the metrics of the process. */
  readonly stability: Stability | undefined;
  readonly labels: readonly string[];
  readonly help: string;
}

const everything = {
  perResource: { enabled: true, limit: 1 },
  summaries: { period: 'ONE_DAY', state: 'ANY' },
  objectives: [],
};

interface Subject {
  readonly title: string;
  readonly about: string;
  readonly names: RegExp;
}

/** In the order of the page; the first that fits a name has it. */
const subjects: readonly Subject[] = [
  {
    title: 'Restore jobs',
    about: aboutJobs,
    names: /^aws_backup_restore_(jobs?_|jobs$|validations_|deletions_|duration_|oldest_)/,
  },
  { title: 'Latest test of each resource', about: aboutResources, names: /^aws_backup_restore_test_last_/ },
  { title: 'Leftovers', about: aboutLeftovers, names: /^aws_backup_restore_leftover_(?!exception)/ },
  {
    title: 'Restore testing plans',
    about: aboutPlans,
    names: /^aws_backup_restore_testing_(?!plan_exception)/,
  },
  {
    title: 'Protected resources',
    about: aboutCoverage,
    names: /^aws_backup_protected_(?!resource_exception)/,
  },
  { title: 'Accepted gaps', about: aboutExceptions, names: /_exception_until_timestamp_seconds$/ },
  { title: 'Objectives', about: aboutObjectives, names: /^/ },
];

export const targetMetrics: readonly DocumentedMetric[] = targetTable(everything).families;
export const summaryMetrics: readonly DocumentedMetric[] = summaryTable(everything, () => new Map()).families;
export const accountMetrics: readonly DocumentedMetric[] = accountTable.families;
export const applicationMetrics: readonly DocumentedMetric[] = applicationTable.families;

export const exceptionMetrics: readonly DocumentedMetric[] = exceptionTable.families;

const ofSelf: ReadonlyMap<string, Stability> = new Map(Object.entries(selfMetricStability));

/** The daemon's own metrics, with those of its process. */
export function selfMetrics(): DocumentedMetric[] {
  const { registry } = createSelfMetrics({ version: '', revision: '' });
  return registry.getMetricsAsArray().map((metric) => ({
    name: metric.name,
    type: String(metric.type),
    stability: ofSelf.get(metric.name),
    labels: 'labelNames' in metric && Array.isArray(metric.labelNames) ? metric.labelNames : [],
    help: metric.help,
  }));
}

/** The reference of all metrics, in Markdown. */
export function renderMetricsDoc(): string {
  const ofTargets = targetMetrics.filter(({ name }) => name.startsWith('restore_test_monitor_'));
  const sections = subjects.map((subject) => ({
    ...subject,
    metrics: targetMetrics.filter((metric) => !ofTargets.includes(metric) && subjectOf(metric) === subject),
  }));
  const ofDaemon = selfMetrics().filter(({ name }) => !/^(process|nodejs)_/.test(name));
  const parts = [
    '# Metrics',
    '<!-- Generated from src/metrics and generators/docs by `npm run generate`. -->',
    aboutLabels,
    meaningTable('Label', placeLabels, placeLabelMeanings),
    aboutOtherLabels,
    ...sections.flatMap(({ title, about, metrics }) => [`## ${title}`, about, metricTable(metrics)]),
    '## Summaries',
    aboutSummaries,
    metricTable(summaryMetrics),
    '## Accounts',
    aboutAccounts,
    metricTable(accountMetrics),
    '## Exceptions',
    'Each exception of the configuration. These metrics have no labels but those named here.',
    metricTable(exceptionMetrics),
    '## Applications',
    aboutApplications,
    metricTable(applicationMetrics),
    '## Targets',
    'How well each target could be read.',
    metricTable(ofTargets),
    '## The daemon',
    aboutProcess,
    metricTable(ofDaemon),
    '## Verdicts',
    'The outcome of the restore and of its validation together. The deletion is an outcome of its own.',
    meaningTable('Verdict', verdicts, verdictMeanings),
    '## Label values',
    'These sets are closed. A status of a newer AWS is `unknown`, a message that fits none of the reasons is `other`.',
    valueTable(),
    '### Copies',
    'Of the proofs of a resource. If AWS names no vault, the account and region that restored decide.',
    meaningTable('`copy`', copyKinds, copyMeanings),
    '### Kinds of matches',
    'Of the things that an exception matches.',
    meaningTable('`kind`', exceptionKinds, exceptionKindMeanings),
    '### Reasons of failed tests',
    'From `StatusMessage`, which is free text; the first reason that fits holds.',
    meaningTable('`reason`', testFailureReasons, testFailureMeanings),
    '### Reasons of failed deletions',
    'From `DeletionStatusMessage`, which is free text; the first reason that fits holds.',
    meaningTable('`reason`', deletionFailureReasons, deletionFailureMeanings),
    '### Reasons of failed calls and targets',
    meaningTable('`reason`', failureReasons, callFailureMeanings),
    aboutRestarts,
    aboutFreshness,
    aboutStability,
    '## Queries',
    ...queryExamples.map(example),
    '## Joins',
    'Join on ids, not on `aws_account`: a name may change.',
    ...aboutJoins.map(example),
  ];
  return `${parts.join('\n\n')}\n`;
}

function subjectOf({ name }: DocumentedMetric): Subject | undefined {
  return subjects.find(({ names }) => names.test(name));
}

function metricTable(metrics: readonly DocumentedMetric[]): string {
  const rows = metrics.map(({ name, type, stability, labels, help }) => [
    `\`${name}\``,
    type,
    stability === undefined ? '' : stabilityInWords(stability),
    labels.map((label) => `\`${label}\``).join(', '),
    help,
  ]);
  return markdownTable(['Name', 'Type', 'Stability', 'Labels', 'Meaning'], rows);
}

export function stabilityInWords(stability: Stability): string {
  if (typeof stability === 'string') return stability;
  const { deprecatedSince, replacement } = stability;
  return `deprecated since ${deprecatedSince}: use \`${replacement}\``;
}

function meaningTable<Value extends string>(
  head: string,
  values: readonly Value[],
  meanings: Readonly<Record<Value, string>>,
): string {
  return markdownTable(
    [head, 'Meaning'],
    values.map((value) => [`\`${value}\``, meanings[value]]),
  );
}

function valueTable(): string {
  const rows: [string, readonly (string | number)[]][] = [
    ['status', restoreStatuses],
    ['validation_status', validationStatuses],
    ['deletion_status', deletionStatuses],
    ['verdict', verdicts.filter((verdict) => verdict !== 'pending')],
    ['issue', restoreIssues],
    ['counted', ['true', 'false']],
    ['state', summaryStates],
    ['source', sourceIds],
    ['operation', operationNames],
    ['le', [...durationBoundsSeconds, '+Inf']],
  ];
  return markdownTable(
    ['Label', 'Values'],
    rows.map(([label, values]) => [
      label === 'le' ? '`le` of the restore duration, in seconds' : `\`${label}\``,
      values.map((value) => `\`${value}\``).join(', '),
    ]),
  );
}

function example({ purpose, query }: QueryExample): string {
  return `${purpose}\n\n\`\`\`promql\n${query}\n\`\`\``;
}
