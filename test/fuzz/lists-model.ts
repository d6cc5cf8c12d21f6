import {
  DescribeProtectedResourceCommand,
  GetRestoreTestingPlanCommand,
  GetRestoreTestingSelectionCommand,
  ListProtectedResourcesCommand,
  ListRestoreTestingPlansCommand,
  ListRestoreTestingSelectionsCommand,
} from '@aws-sdk/client-backup';
import type { BackupApi } from '../../src/aws/aws-api.js';
import type { RestoreJob } from '../../src/restores/jobs/restore-job.js';
import { aRestoreTest, hourMs } from '../restores/a-restore-job.js';
import { answeredBy, pageOf, Refused } from '../sources/aws-model.js';
import { minuteMs } from './unsteady-jobs.js';
import {
  descriptionOf,
  type Life,
  type ListStory,
  type ListTrouble,
  type ListWeather,
  type ListWorld,
  type PlanLife,
  type ResourceLives,
} from './unsteady-lists.js';

export const resourceArn = (name: string) => `arn:aws:rds:eu-west-1:111122223333:db:${name}`;

export function isAlive({ fromMs, untilMs }: Life, atMs: number): boolean {
  return atMs >= fromMs && atMs < untilMs;
}

/** When a plan has run, until a moment. */
export function executionsOf({ fromMs, untilMs, skippedHour }: PlanLife, nowMs: number): number[] {
  const executions: number[] = [];
  let atMs = Math.ceil(fromMs / hourMs) * hourMs;
  for (; atMs <= nowMs && atMs < untilMs; atMs += hourMs) {
    if ((atMs / hourMs) % 6 !== skippedHour) executions.push(atMs);
  }
  return executions;
}

export function lastBackupOf({ backupsMs }: ResourceLives, nowMs: number): Date | undefined {
  const latest = backupsMs.findLast((atMs) => atMs <= nowMs);
  return latest === undefined ? undefined : new Date(latest);
}

/** The tests of all runs until a moment: one of each resource that a selection takes, over after five minutes. */
export function testsAt({ plans, resources }: ListWorld, nowMs: number): RestoreJob[] {
  return plans.flatMap((plan) =>
    executionsOf(plan, nowMs - minuteMs).flatMap((runMs) => {
      const types = plan.selections.filter((each) => isAlive(each, runMs)).map((each) => each.resourceType);
      return resources
        .filter(({ resourceType, lives }) => {
          return types.includes(resourceType) && lives.some((life) => isAlive(life, runMs));
        })
        .map((resource) => testAt(plan, resource, runMs + minuteMs, nowMs));
    }),
  );
}

function testAt(plan: PlanLife, { name, resourceType }: ResourceLives, createdMs: number, nowMs: number) {
  const isOver = nowMs >= createdMs + 5 * minuteMs;
  return aRestoreTest({
    id: `${plan.arn}/${name}/${createdMs}`,
    createdAt: new Date(createdMs),
    plan: { arn: plan.arn, name: plan.name },
    sourceResourceArn: resourceArn(name),
    resourceType,
    ...(isOver
      ? { completedAt: new Date(createdMs + 5 * minuteMs), deletion: 'SUCCESSFUL' as const }
      : { status: 'RUNNING' as const, completedAt: undefined }),
    ...(isOver && { validation: (createdMs / hourMs) % 2 < 1 ? 'SUCCESSFUL' : 'FAILED' }),
  });
}

interface View {
  readonly atMs: number;
  readonly isUnreadable: boolean;
}

/** Which copy of a row answers, if any: an older one, where it has the row, else one of `copies`. */
function viewOf(
  story: ListStory,
  key: string,
  [nowMs, ...copies]: readonly [number, ...number[]],
  isThere: (atMs: number) => boolean,
): View | undefined {
  const active = (story.troubles.get(key) ?? []).filter(
    ({ fromMs, lastsMs }) => nowMs >= fromMs && nowMs < fromMs + lastsMs,
  );
  if (active.some(({ kind }) => kind === 'left out')) return undefined;
  const older = active
    .filter(({ kind }) => kind === 'an older copy')
    .map(({ fromMs, ageMs }) => fromMs - ageMs);
  const atMs = [...older, ...copies, nowMs].find(isThere);
  return atMs === undefined ? undefined : { atMs, isUnreadable: active.some(isUnreadableNow) };
}

const isUnreadableNow = ({ kind }: ListTrouble) => kind === 'unreadable';

/** AWS's lists of plans, selections and resources as a function of a story, a moment and a weather. */
export function listsOf(story: ListStory, nowMs: number, weather: ListWeather): BackupApi {
  const { plans, resources } = story.world;
  const names = [...new Set(plans.map(({ name }) => name))];
  const lifeAt = (name: string, atMs: number) =>
    plans.find((each) => each.name === name && isAlive(each, atMs));

  function planView(name: string, key = name) {
    const view = viewOf(story, key, [nowMs], (atMs) => lifeAt(name, atMs) !== undefined);
    const plan = view && lifeAt(name, view.atMs);
    return view && plan && { ...view, plan };
  }

  function plansPage(token = '0') {
    const rows = names.flatMap((name) => {
      const view = planView(name);
      return view ? [planRow(view.plan, view)] : [];
    });
    return pageOf(rows, token, weather);
  }

  function selectionAt(planName: string, name: string, atMs: number) {
    return lifeAt(planName, atMs)?.selections.find((each) => each.name === name && isAlive(each, atMs));
  }

  function selectionView(planName: string, name: string) {
    const seen = planView(planName);
    if (seen === undefined) return undefined;
    const isThere = (atMs: number) => selectionAt(planName, name, atMs) !== undefined;
    const view = viewOf(story, `${planName}/${name}`, [nowMs, seen.atMs], isThere);
    const own = view && selectionAt(planName, name, view.atMs);
    return view && own && { ...view, own };
  }

  function selectionsPage(planName: string, token = '0') {
    if (planView(planName) === undefined) throw new Refused('not_found');
    const rows = ['databases', 'volumes'].flatMap((name) => {
      const view = selectionView(planName, name);
      const type = view?.own.resourceType;
      return view ? [{ RestoreTestingSelectionName: name, ProtectedResourceType: type }] : [];
    });
    return pageOf(rows, token, weather);
  }

  function resourcesPage(token = '0') {
    const rows = resources.flatMap((resource) => {
      const isThere = (atMs: number) => resource.lives.some((life) => isAlive(life, atMs));
      const view = viewOf(story, resource.name, [nowMs], isThere);
      return view ? [resourceRow(resource, view)] : [];
    });
    return pageOf(rows, token, weather);
  }

  async function send(command: unknown): Promise<unknown> {
    if (isRefused(command, weather)) throw new Refused('throttled');
    if (command instanceof ListRestoreTestingPlansCommand) {
      const { rows, nextToken } = plansPage(command.input.NextToken);
      return { RestoreTestingPlans: rows, NextToken: nextToken };
    }
    if (command instanceof ListRestoreTestingSelectionsCommand) {
      const { RestoreTestingPlanName: name = '', NextToken: token } = command.input;
      const { rows, nextToken } = selectionsPage(name, token);
      return { RestoreTestingSelections: rows, NextToken: nextToken };
    }
    if (command instanceof GetRestoreTestingPlanCommand) {
      const { RestoreTestingPlanName: name = '' } = command.input;
      return { RestoreTestingPlan: describedPlan(planView(name, descriptionOf(name))) };
    }
    if (command instanceof GetRestoreTestingSelectionCommand) {
      const { RestoreTestingPlanName: plan = '', RestoreTestingSelectionName: name = '' } = command.input;
      return { RestoreTestingSelection: describedSelection(selectionView(plan, name)) };
    }
    if (command instanceof ListProtectedResourcesCommand) {
      const { rows, nextToken } = resourcesPage(command.input.NextToken);
      return { Results: rows, NextToken: nextToken };
    }
    if (command instanceof DescribeProtectedResourceCommand)
      return { ResourceArn: command.input.ResourceArn };
    throw new TypeError('not a command of the model');
  }

  return answeredBy(send);
}

function isRefused(command: unknown, { fails }: ListWeather): boolean {
  return typeof command === 'object' && command?.constructor.name === `${fails}Command`;
}

const unreadable = new Date(Number.NaN);

function planRow(plan: PlanLife, { atMs, isUnreadable }: View) {
  const executedMs = executionsOf(plan, atMs).at(-1);
  return {
    RestoreTestingPlanName: plan.name,
    RestoreTestingPlanArn: plan.arn,
    ScheduleExpression: 'cron(0 * * * ? *)',
    StartWindowHours: 1,
    CreationTime: isUnreadable ? unreadable : new Date(plan.fromMs),
    LastExecutionTime: executedMs === undefined ? undefined : new Date(executedMs),
  };
}

function describedPlan(view: { readonly plan: PlanLife } | undefined) {
  if (view === undefined) throw new Refused('not_found');
  const { name, arn, windowDays } = view.plan;
  return {
    RestoreTestingPlanName: name,
    RestoreTestingPlanArn: arn,
    RecoveryPointSelection: { SelectionWindowDays: windowDays },
  };
}

function describedSelection(view: (View & { readonly own: PlanLife['selections'][number] }) | undefined) {
  if (view === undefined) throw new Refused('not_found');
  const { name, resourceType, windowHours } = view.own;
  return {
    RestoreTestingSelectionName: name,
    ProtectedResourceType: view.isUnreadable ? undefined : resourceType,
    ValidationWindowHours: windowHours,
  };
}

function resourceRow(resource: ResourceLives, { atMs, isUnreadable }: View) {
  return {
    ResourceArn: resourceArn(resource.name),
    ResourceType: resource.resourceType,
    LastBackupTime: isUnreadable ? unreadable : lastBackupOf(resource, atMs),
  };
}
