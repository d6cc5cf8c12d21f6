import { matchesGlob } from '../../glob.js';

/** Fits an account in a region if each of its lists that is there has an entry that fits. */
export interface PlaceFilter {
  /** Account ids or names, in which `*` and `?` stand for other text. */
  readonly accounts?: readonly string[] | undefined;
  /** Likewise. */
  readonly regions?: readonly string[] | undefined;
}

export interface AccountPlace {
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
}

export function fitsPlace(
  { accounts, regions }: PlaceFilter,
  { accountId, accountName, region }: AccountPlace,
): boolean {
  const fitsAccount = accounts?.some(
    (pattern) => matchesGlob(pattern, accountId) || matchesGlob(pattern, accountName),
  );
  const fitsRegion = regions?.some((pattern) => matchesGlob(pattern, region));
  return (fitsAccount ?? true) && (fitsRegion ?? true);
}
