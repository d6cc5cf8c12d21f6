import * as z from 'zod';
import type { Target } from '../targets/target.js';

/** The account and region that a view is about: the labels that every metric of AWS has first. */
export const place = z.object({
  /** Empty until STS has returned it, if the configuration names no account. */
  accountId: z.string(),
  accountName: z.string(),
  region: z.string(),
});

export type Place = z.infer<typeof place>;

export function placeOf({ accountId, accountName, region }: Target): Place {
  return { accountId, accountName, region };
}
