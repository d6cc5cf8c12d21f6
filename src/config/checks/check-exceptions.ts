import * as z from 'zod';
import type { OptionProblem } from '../../problems/problem.js';
import { resourceCriteria } from '../options/criteria-options.js';

const exceptionDraft = z.looseObject({
  name: z.string().optional().catch(undefined),
  plan: z.string(),
  resourceType: z.string(),
  until: z.iso.date().optional().catch(undefined),
});
const draft = z.object({ exceptions: z.array(exceptionDraft.optional().catch(undefined)).catch([]) });

type ExceptionDraft = z.output<typeof exceptionDraft>;

/** Finds exceptions without criteria, of a name that another one has, or that end more than a year after `now`. */
export function checkExceptions(value: unknown, now: Date): OptionProblem[] {
  const { success, data } = draft.safeParse(value);
  if (!success) return [];
  const { exceptions } = data;
  return exceptions.flatMap((exception, index) => {
    if (exception === undefined) return [];
    const earlier = exceptions.slice(0, index);
    return [
      ...boundlessProblems(exception, index),
      ...repeatedProblems(exception, earlier, index),
      ...distantProblems(exception, now, index),
    ];
  });
}

function boundlessProblems(exception: ExceptionDraft, index: number): OptionProblem[] {
  const { plan, resourceType } = exception;
  const isBound = [...resourceCriteria, 'createdResources'].some((key) => exception[key] !== undefined);
  if (isBound || plan !== '*' || resourceType !== '*') return [];
  const message = 'matches everything: name the plan, the resource type or the resources that it is about';
  return [{ code: 'boundless-exception', path: ['exceptions', index], message }];
}

function repeatedProblems(
  { name }: ExceptionDraft,
  before: readonly (ExceptionDraft | undefined)[],
  index: number,
): OptionProblem[] {
  const earlier = before.findIndex((each) => each?.name !== undefined && each.name === name);
  if (earlier === -1) return [];
  const message = `${JSON.stringify(name)} is the name of exceptions[${earlier}] already`;
  return [{ code: 'repeated-exception', path: ['exceptions', index, 'name'], message }];
}

function distantProblems({ until }: ExceptionDraft, now: Date, index: number): OptionProblem[] {
  const [year = '', ...day] = now.toISOString().slice(0, 10).split('-');
  const latest = [String(Number(year) + 1), ...day].join('-');
  if (until === undefined || until <= latest) return [];
  const message = `is too late: an exception lasts a year at most, until ${latest}`;
  return [{ code: 'distant-end', path: ['exceptions', index, 'until'], message }];
}
