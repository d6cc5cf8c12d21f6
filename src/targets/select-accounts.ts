import { matchesGlob } from '../glob.js';

/** As AWS Organizations has them; `unknown` is one of a newer AWS. */
export type MemberState =
  | 'ACTIVE'
  | 'SUSPENDED'
  | 'PENDING_CLOSURE'
  | 'PENDING_ACTIVATION'
  | 'CLOSED'
  | 'unknown';

/** An account of the organization. */
export interface MemberAccount {
  readonly id: string;
  readonly name: string;
  readonly state: MemberState;
  /** Ids of the organizational units above it and of the root; absent if AWS sends no paths. */
  readonly units?: readonly string[] | undefined;
}

/** An account fits where any entry of any list does. */
export interface AccountFilter {
  readonly accounts?: readonly string[] | undefined;
  /** Globs. */
  readonly names?: readonly string[] | undefined;
  readonly organizationalUnits?: readonly string[] | undefined;
}

/** By the id of an organizational unit: the ids of all accounts below it. */
export type UnitAccounts = ReadonlyMap<string, ReadonlySet<string>>;

/** The accounts that can be read, are included, and are not excluded; without a filter to include, all are. */
export function selectAccounts(
  members: readonly MemberAccount[],
  {
    include,
    exclude,
  }: { readonly include?: AccountFilter | undefined; readonly exclude?: AccountFilter | undefined },
  unitAccounts: UnitAccounts,
): MemberAccount[] {
  return members.filter(
    (member) =>
      canBeRead(member) &&
      (include === undefined || isEmpty(include) || fits(member, include, unitAccounts)) &&
      !(exclude !== undefined && fits(member, exclude, unitAccounts)),
  );
}

/** The organizational units whose accounts have to be known. */
export function unitsOf(filters: readonly (AccountFilter | undefined)[]): string[] {
  return [...new Set(filters.flatMap((filter) => filter?.organizationalUnits ?? []))];
}

/** A state that this version does not know is tried: a target that fails is seen, one left out is not. */
function canBeRead({ state }: MemberAccount): boolean {
  return state === 'ACTIVE' || state === 'unknown';
}

function isEmpty({ accounts = [], names = [], organizationalUnits = [] }: AccountFilter): boolean {
  return accounts.length + names.length + organizationalUnits.length === 0;
}

function fits(
  { id, name }: MemberAccount,
  { accounts = [], names = [], organizationalUnits = [] }: AccountFilter,
  unitAccounts: UnitAccounts,
): boolean {
  return (
    accounts.includes(id) ||
    names.some((pattern) => matchesGlob(pattern, name)) ||
    organizationalUnits.some((unit) => unitAccounts.get(unit)?.has(id) === true)
  );
}
