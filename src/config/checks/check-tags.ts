import * as z from 'zod';
import type { OptionProblem } from '../../problems/problem.js';
import { tagPattern } from '../options/criteria-options.js';

const entry = z.object({
  tags: z.array(z.string().regex(tagPattern).optional().catch(undefined)).catch([]),
  byTag: z
    .string()
    .regex(/^[^=*?]+$/)
    .optional()
    .catch(undefined),
});
const entries = z.array(entry.optional().catch(undefined)).catch([]);
const draft = z.object({
  objectives: entries,
  exceptions: entries,
  applications: entries,
  tags: z.object({ keys: z.array(z.string()).default([]) }),
});

/** Finds tags that are asked for and not read: nothing would ever fit them. */
export function checkTags(value: unknown): OptionProblem[] {
  const { success, data } = draft.safeParse(value);
  if (!success) return [];
  return (['objectives', 'exceptions', 'applications'] as const).flatMap((section) =>
    data[section].flatMap((each, index) =>
      keysOf(each).flatMap(([key, ...place]): OptionProblem[] => {
        if (data.tags.keys.includes(key)) return [];
        const message = `never fits, because tags.keys does not name ${JSON.stringify(key)}, so that tags of this key are not read`;
        return [{ code: 'unread-tag', path: [section, index, ...place], message }];
      }),
    ),
  );
}

type Place = (string | number)[];

/** The keys that an entry asks for, each with its place in the entry. */
function keysOf(of: z.output<typeof entry> | undefined): [key: string, ...Place][] {
  const { tags = [], byTag } = of ?? {};
  return [
    ...tags.flatMap((tag, position): [string, ...Place][] => {
      const [key] = tag?.split('=') ?? [];
      return key === undefined ? [] : [[key, 'tags', position]];
    }),
    ...(byTag === undefined ? [] : [[byTag, 'byTag'] satisfies [string, ...Place]]),
  ];
}
