import * as z from 'zod';
import type { OptionProblem } from '../../problems/problem.js';

const entryDraft = z.object({ organizationalUnits: z.unknown().optional() });
const entries = z.array(entryDraft.optional().catch(undefined)).catch([]);
const draft = z.object({
  objectives: entries,
  exceptions: entries,
  applications: entries,
  organization: z.unknown().optional(),
});

/** Finds organizational units that fit nothing: only AWS Organizations knows the accounts below a unit. */
export function checkUnits(value: unknown): OptionProblem[] {
  const { success, data } = draft.safeParse(value);
  if (!success || data.organization !== undefined) return [];
  return (['objectives', 'exceptions', 'applications'] as const).flatMap((section) =>
    data[section].flatMap((entry, index): OptionProblem[] => {
      if (entry?.organizationalUnits === undefined) return [];
      const path = [section, index, 'organizationalUnits'];
      const message =
        'fits nothing without organization, because only AWS Organizations knows the accounts below a unit';
      return [{ code: 'units-without-organization', path, message }];
    }),
  );
}
