import * as z from 'zod';
import type { OptionProblem } from '../../problems/problem.js';

const applicationDraft = z.object({ name: z.unknown().optional(), byTag: z.unknown().optional() });
const draft = z.object({ applications: z.array(applicationDraft.optional().catch(undefined)).catch([]) });

/** Finds applications that have no name, or two. */
export function checkApplications(value: unknown): OptionProblem[] {
  const { data } = draft.safeParse(value);
  return (data?.applications ?? []).flatMap((application, index): OptionProblem[] => {
    if (application === undefined) return [];
    const path = ['applications', index];
    const { name, byTag } = application;
    if (name === undefined && byTag === undefined) {
      return [{ code: 'missing-option', path, message: 'needs a name, or byTag with the key of a tag' }];
    }
    if (name === undefined || byTag === undefined) return [];
    const message = 'has no effect beside name; leave out one of the two';
    return [{ code: 'option-without-effect', path: [...path, 'byTag'], message }];
  });
}
