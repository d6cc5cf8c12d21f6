import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { matchesGlob } from '../../glob.js';
import type { OptionProblem } from '../../problems/problem.js';
import { canonicalResourceType } from '../../restores/resource-type.js';
import { resourceCriteria } from '../options/criteria-options.js';
import { provenInPlace } from '../options/objectives-options.js';

const objectiveDraft = z.looseObject({
  name: z.string().optional().catch(undefined),
  plan: z.string(),
  resourceType: z.string().transform(canonicalResourceType),
  provenIn: z.array(z.string().regex(provenInPlace).optional().catch(undefined)).catch([]),
});
const accountDraft = z.object({ id: z.string(), name: z.string().optional().catch(undefined) });
const draft = z.object({
  objectives: z.array(objectiveDraft.optional().catch(undefined)).catch([]),
  accounts: z.array(accountDraft.optional().catch(undefined)).catch([]),
  organization: z.unknown().optional(),
});

type ObjectiveDraft = z.output<typeof objectiveDraft>;

/** Finds objectives that contradict each other or name accounts that are not watched. */
export function checkObjectives(value: unknown): OptionProblem[] {
  const { success, data } = draft.safeParse(value);
  if (!success) return [];
  const { objectives, accounts, organization } = data;
  const isListed = organization === undefined && accounts.length > 0 && !accounts.includes(undefined);
  const names = accounts.flatMap((account) => (account ? [account.id, account.name ?? account.id] : []));
  return objectives.flatMap((objective, index) => {
    if (objective === undefined) return [];
    const shadow = shadowProblem(objective, objectives.slice(0, index), index);
    return [
      ...namelessProblems(objective, index),
      ...shadow,
      ...(isListed ? unwatchedProblems(objective, names, index) : []),
    ];
  });
}

/** The first objective that fits holds, so that one behind another of the same or every name is without effect. */
function shadowProblem(
  objective: ObjectiveDraft,
  before: readonly (ObjectiveDraft | undefined)[],
  index: number,
): OptionProblem[] {
  const { plan, resourceType } = objective;
  const earlier = before.findIndex(
    (each) =>
      each !== undefined &&
      covers(each.plan, plan) &&
      covers(each.resourceType, resourceType) &&
      resourceCriteria.every(
        (key) => each[key] === undefined || isDeepStrictEqual(each[key], objective[key]),
      ),
  );
  if (earlier === -1) return [];
  const message = `never holds, because the first that fits does, and objectives[${earlier}] fits all that this one does`;
  return [{ code: 'shadowed-objective', path: ['objectives', index], message }];
}

function covers(earlier: string, later: string): boolean {
  return earlier === later || earlier === '*';
}

/** Requires a name of an objective for some resources: series without one hold for all resources of a plan and type. */
function namelessProblems(objective: ObjectiveDraft, index: number): OptionProblem[] {
  const criterion = resourceCriteria.find((key) => objective[key] !== undefined);
  if (objective.name !== undefined || criterion === undefined) return [];
  const message = `needs a name, such as tier-1, because it holds for some resources of a plan and type only (${criterion})`;
  return [{ code: 'nameless-objective', path: ['objectives', index], message }];
}

/** Only tests in watched accounts are known, so that one that is not watched never proves anything. */
function unwatchedProblems(
  { provenIn }: ObjectiveDraft,
  watched: readonly string[],
  index: number,
): OptionProblem[] {
  return provenIn.flatMap((entry, position) => {
    if (entry === undefined || entry.startsWith('arn:')) return [];
    if (watched.some((name) => matchesGlob(entry, name))) return [];
    const message = `no account of accounts has the id or the name ${JSON.stringify(entry)}, so that no test would count`;
    return [{ code: 'unwatched-account', path: ['objectives', index, 'provenIn', position], message }];
  });
}
