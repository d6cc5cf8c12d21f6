import * as z from 'zod';

/** `advise` says more of a text that does not fit the pattern, or what is wrong with one that does. */
export function textOption(
  pattern: RegExp,
  expected: string,
  advise: (text: string) => string | undefined = () => undefined,
) {
  const error = `expected ${expected}`;
  return z
    .string({ error })
    .regex(pattern, { error: ({ input }) => advise(String(input)) ?? error })
    .superRefine((text, context) => {
      const message = pattern.test(text) ? advise(text) : undefined;
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    })
    .meta({ expects: expected });
}

export function wholeNumberOption(min: number, max: number) {
  const expects = `a whole number from ${min} to ${max}`;
  const error = `expected ${expects}`;
  return z.int({ error }).min(min).max(max).meta({ expects });
}

/** A list of at least one entry that may be absent. */
export function listOption<Entry extends z.ZodType>(entry: Entry) {
  return z.array(entry).min(1, { error: 'expected at least one entry' }).exactOptional();
}
