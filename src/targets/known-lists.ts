import {
  type Kept,
  keepOmitted,
  nothingKept,
  type OmissionRule,
  type Omissions,
} from '../restores/omissions.js';
import type { MemberAccount } from './select-accounts.js';

/** The accounts, units and regions that AWS has named. */
export interface KnownLists {
  /** Of the organization, also those that cannot be read. */
  readonly accounts: Kept<MemberAccount>;
  /** By organizational unit: the ids of the accounts below it. */
  readonly units: ReadonlyMap<string, Kept<string>>;
  /** By account: the names of its enabled regions. */
  readonly regions: ReadonlyMap<string, Kept<string>>;
}

/** By account: the ids of the organizational units above it, and of the root. */
export type UnitsByAccount = ReadonlyMap<string, readonly string[]>;

export const noLists: KnownLists = { accounts: nothingKept, units: new Map(), regions: new Map() };

/** A region as an account sees it. */
export interface AccountRegion {
  readonly name: string;
  readonly isEnabled: boolean;
}

export function keepAccounts(
  known: Kept<MemberAccount>,
  listed: readonly MemberAccount[],
  at: Date,
  rule: OmissionRule,
): Kept<MemberAccount> {
  const { rows, omissions } = keepOmitted(known, listed, ({ id }) => id, at, rule);
  return { rows, omissions };
}

export function keepIds(
  known: Kept<string> | undefined,
  listed: readonly string[],
  at: Date,
  rule: OmissionRule,
): Kept<string> {
  const { rows, omissions } = keepOmitted(known ?? nothingKept, listed, (id) => id, at, rule);
  return { rows, omissions };
}

/**
 * Returns the organizational units above each account, as far as they are known: all of them if AWS sends paths, else
 * those whose accounts are listed.
 */
export function unitsByAccount({ accounts, units }: Pick<KnownLists, 'accounts' | 'units'>): UnitsByAccount {
  const listed = new Map<string, string[]>();
  for (const [unit, { rows }] of units) {
    for (const id of rows) {
      const above = listed.get(id) ?? [];
      above.push(unit);
      listed.set(id, above);
    }
  }
  return new Map(accounts.rows.map(({ id, units: above }) => [id, above ?? listed.get(id) ?? []]));
}

/** A region that AWS lists as disabled is gone at once; one that it does not list at all is kept for a while. */
export function keepRegions(
  known: Kept<string> | undefined,
  listed: readonly AccountRegion[],
  at: Date,
  rule: OmissionRule,
): Kept<string> {
  const disabled = new Set(listed.filter(({ isEnabled }) => !isEnabled).map(({ name }) => name));
  const { rows, omissions } = known ?? nothingKept;
  const still = { rows: rows.filter((name) => !disabled.has(name)), omissions };
  const enabled = listed.filter(({ isEnabled }) => isEnabled).map(({ name }) => name);
  const kept = keepIds(still, enabled, at, rule);
  return { ...kept, rows: kept.rows.toSorted() };
}

/** Returns what each kind of list leaves out and is kept all the same, by the names of the list and of the row. */
export function listOmissions({ accounts, units, regions }: KnownLists) {
  return {
    accounts: accounts.omissions,
    organizational_units: joined(units),
    regions: joined(regions),
  } satisfies Record<string, Omissions>;
}

function joined(lists: ReadonlyMap<string, Kept<string>>): Omissions {
  return new Map(
    [...lists].flatMap(([list, { omissions }]) =>
      [...omissions].map(([id, omission]) => [`${list}/${id}`, omission] as const),
    ),
  );
}
