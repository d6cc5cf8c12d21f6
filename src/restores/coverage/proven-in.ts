import { matchesGlob } from '../../glob.js';
import { type ArnPlace, arnPlace } from './arn-place.js';

/**
 * Which copy of a resource a test restored, by the vault of the recovery point: `unknown` where nothing says to which
 * account the resource belongs.
 */
export const copyKinds = ['own', 'other_region', 'other_account', 'unknown'] as const;
export type CopyKind = (typeof copyKinds)[number];

/** Where a test restored, and from where. */
export interface ProofPlace {
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  /** BackupVaultArn; absent where AWS gave none. */
  readonly vaultArn?: string | undefined;
}

/** Which proofs an objective counts: of any copy, of the resource's own backups, of a copy of them, or of named places. */
export type ProvenIn = 'any' | 'own' | 'copy' | NamedPlaces;

/** A proof fits where any entry of either list does; the entries are globs. */
export interface NamedPlaces {
  /** Ids or names of the accounts that restored. */
  readonly accounts: readonly string[];
  /** ARNs of the vaults that were restored from. */
  readonly vaults: readonly string[];
}

/** Compares where the resource belongs with the vault, which is taken to be where it was restored if AWS gives none. */
export function copyKind(home: ArnPlace, { accountId, region, vaultArn }: ProofPlace): CopyKind {
  const vault = { accountId, region, ...(vaultArn !== undefined && arnPlace(vaultArn)) };
  if (home.accountId === undefined) return 'unknown';
  if (vault.accountId !== home.accountId) return 'other_account';
  return home.region === undefined || vault.region === home.region ? 'own' : 'other_region';
}

export function isProvenIn(wanted: ProvenIn, place: ProofPlace, copy: CopyKind): boolean {
  if (wanted === 'any') return true;
  if (wanted === 'own') return copy === 'own';
  if (wanted === 'copy') return copy === 'other_region' || copy === 'other_account';
  const { accountId, accountName, vaultArn } = place;
  return (
    wanted.accounts.some((glob) => matchesGlob(glob, accountId) || matchesGlob(glob, accountName)) ||
    (vaultArn !== undefined && wanted.vaults.some((glob) => matchesGlob(glob, vaultArn)))
  );
}
