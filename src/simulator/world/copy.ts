import { z } from 'zod';
import type { AccountRegion } from './arn.js';

/** Whose resource a recovery point is a copy of, in the vault of another account or Region. */
export const copyOf = z.strictObject({
  account: z.string().meta({ asWritten: true }),
  /** The Region of the resource; where absent, the one of the copy. */
  region: z.string().optional(),
  /** True if ListProtectedResources also lists the resource at the place of its copy. */
  isListed: z.boolean().default(true),
});

interface Copied {
  readonly copyOf?: z.output<typeof copyOf> | undefined;
}

interface Accounts {
  readonly accounts: ReadonlyArray<{ readonly id: string; readonly name: string }>;
}

/** Returns the place of the resource that the recovery points are of. */
export function sourcePlace(
  { copyOf: copied }: Copied,
  place: AccountRegion,
  { accounts }: Accounts,
): AccountRegion {
  if (copied === undefined) return place;
  const owner = accounts.find(({ id, name }) => id === copied.account || name === copied.account);
  return { accountId: owner?.id ?? copied.account, region: copied.region ?? place.region };
}

/** Returns true if the place lists the resource as protected. */
export function isListedThere({ copyOf: copied }: Copied): boolean {
  return copied?.isListed ?? true;
}
