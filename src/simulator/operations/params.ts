import { z } from 'zod';
import { done, invalidParameter, type Outcome, refused } from '../wire/aws-error.js';

export const accountIdParam = z.string().regex(/^\d{12}$/);
export const resourceTypeParam = z.string().regex(/^[a-zA-Z0-9\-_. ]{1,50}$/);

export function pageSizeParam(max: number) {
  return z.coerce.number().int().min(1).max(max).default(max);
}

/** A moment as the query carries it: ISO 8601, or epoch seconds. */
export const momentParam = z.string().transform((text, context) => {
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  if (!Number.isNaN(ms)) return ms;
  context.addIssue({ code: 'custom', message: 'not a timestamp' });
  return z.NEVER;
});

/** The parameters as the operation wants them; AWS ignores those that it does not know. */
export function readParams<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  params: Readonly<Record<string, string>>,
): Outcome<z.infer<z.ZodObject<Shape>>> {
  const result = schema.safeParse(params);
  if (result.success) return done(result.data);
  const [issue] = result.error.issues;
  const name = String(issue?.path[0]);
  return refused(invalidParameter(`Invalid value for parameter ${name}: "${params[name] ?? ''}".`));
}
