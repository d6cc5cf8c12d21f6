import * as z from 'zod';
import { canonicalResourceType } from '../restores/resource-type.js';
import type { CrossIssue } from './cross-issue.js';

const globs = z.object({ plan: z.string(), resourceType: z.string().transform(canonicalResourceType) });
const draft = z.object({ objectives: z.array(globs.optional().catch(undefined)).catch([]) });

/** The first objective that fits holds, so that one behind another of the same or every name is without effect. */
export function objectiveIssues(value: unknown): CrossIssue[] {
  const { success, data } = draft.safeParse(value);
  if (!success) return [];
  return data.objectives.flatMap((objective, index) => {
    const earlier = data.objectives
      .slice(0, index)
      .findIndex(
        (each) =>
          objective !== undefined &&
          each !== undefined &&
          covers(each.plan, objective.plan) &&
          covers(each.resourceType, objective.resourceType),
      );
    if (earlier === -1) return [];
    const message = `never holds, because the first that fits does, and objectives[${earlier}] fits all that this one does`;
    return [{ path: ['objectives', index], message }];
  });
}

function covers(earlier: string, later: string): boolean {
  return earlier === later || earlier === '*';
}
