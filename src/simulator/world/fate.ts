import type { Incident } from '../scenario/incident.js';
import type {
  DeletionPlan,
  FailureRule,
  Resource,
  RestoreRoutine,
  ValidationPlan,
} from '../scenario/restore-routine.js';
import type { DurationRange } from '../scenario/scenario-time.js';
import { isIncomplete, statusMessage } from '../scenario/status-message.js';
import type { Chance } from './chance.js';
import type { Run } from './run.js';
import type { SimulatedJob } from './simulated-job.js';

export type Fate = Omit<SimulatedJob, 'facts' | 'createdResourceArn' | 'vanishesMs'>;

export interface Restore {
  readonly routine: RestoreRoutine;
  readonly resource: Resource;
  /** Which of a resource's `count`. */
  readonly number: number;
  readonly run: Run;
  readonly incidentAt: (createdMs: number) => Incident | undefined;
}

/** Draws of one restore, at the speed of its run. */
interface Draw {
  readonly chance: Chance;
  readonly incident: Incident | undefined;
  within(span: DurationRange): number;
}

/** Everything that will come of one restore, drawn from the chance. */
export function fateOf(restore: Restore, chance: Chance): Fate {
  const { routine, resource, run } = restore;
  const within = ({ minMs, maxMs }: DurationRange) => Math.round(chance.between(minMs, maxMs) / run.speed);
  const startWindowMs = 'startWindow' in routine ? routine.startWindow : 0;
  const createdMs = run.atMs + within({ minMs: 0, maxMs: startWindowMs / 10 });
  const startedMs = createdMs + within(resource.pending);
  const restoreMs = within(resource.restore);
  const incident = restore.incidentAt(createdMs);
  const failure = failureOf(restore, chance, incident);
  if (failure?.cause === 'start_window_missed') {
    const endedMs = createdMs + Math.round(startWindowMs / run.speed);
    return { createdMs, startedMs: endedMs, endedMs, ...outcomeOf(failure) };
  }
  const outcome = failure === undefined ? { status: 'COMPLETED' as const } : outcomeOf(failure);
  if (outcome.status !== 'COMPLETED') {
    const endedMs = startedMs + Math.round(restoreMs * chance.between(0.2, 0.9));
    return { createdMs, startedMs, endedMs, ...outcome };
  }
  const endedMs = startedMs + restoreMs;
  const draw = { chance, incident, within };
  return { createdMs, startedMs, endedMs, ...outcome, ...aftermathOf(restore, endedMs, draw) };
}

function failureOf({ resource, run, number }: Restore, chance: Chance, incident: Incident | undefined) {
  const drawn = resource.failures.find(({ probability, everyRun }) => {
    const hit = chance.fraction() < (probability ?? 0);
    return hit || (everyRun !== undefined && (run.index + number) % everyRun === 0);
  });
  return incident?.cause === undefined ? drawn : ({ cause: incident.cause } satisfies FailureRule);
}

function outcomeOf(rule: FailureRule) {
  const message = rule.message ?? statusMessage(rule.cause ?? 'internal');
  return { status: rule.status ?? statusOf(rule), statusMessage: message };
}

function statusOf({ cause }: FailureRule) {
  if (isIncomplete(cause)) return 'COMPLETED';
  return cause === 'aborted' ? 'ABORTED' : 'FAILED';
}

/** Only what a plan restored is validated and deleted. */
function aftermathOf({ routine, resource }: Restore, endedMs: number, draw: Draw) {
  if (!('startWindow' in routine)) return {};
  const plan = resource.validation ?? routine.validation;
  const validation = plan && plan.window > 0 ? validationOf(plan, endedMs, draw) : undefined;
  const deletion = deletionOf(resource.deletion ?? routine.deletion, validation?.endMs ?? endedMs, draw);
  return { validation, deletion };
}

function validationOf(
  plan: ValidationPlan,
  startMs: number,
  { chance, incident, within }: Draw,
): Fate['validation'] {
  const windowMs = within({ minMs: plan.window, maxMs: plan.window });
  const reportMs = Math.min(within(plan.takes), windowMs);
  const drawn = chance.fraction() * (plan.successful + plan.failed + plan.timedOut);
  const rolled =
    drawn < plan.successful ? 'SUCCESSFUL' : drawn < plan.successful + plan.failed ? 'FAILED' : 'TIMED_OUT';
  const status = incident?.validation ?? rolled;
  const endMs = startMs + (status === 'TIMED_OUT' ? windowMs : reportMs);
  return { startMs, endMs, status, message: status === 'FAILED' ? plan.failedMessage : undefined };
}

function deletionOf(
  plan: DeletionPlan,
  fromMs: number,
  { chance, incident, within }: Draw,
): Fate['deletion'] {
  const startMs = fromMs + within(plan.delay);
  const status = chance.fraction() < plan.failed ? 'FAILED' : (incident?.deletion ?? 'SUCCESSFUL');
  const message = status === 'FAILED' ? plan.failedMessage : undefined;
  return { startMs, endMs: startMs + within(plan.takes), status, message };
}
