import { matchesGlob } from '../../glob.js';

/** Fits a resource if each of its lists that is there fits: `tags` by all entries, every other list by one. */
export interface ResourceCriteria {
  /** Globs of the id or the name of the account of the resource. */
  readonly accounts?: readonly string[] | undefined;
  /** Ids of organizational units or roots, at any depth above the account. */
  readonly organizationalUnits?: readonly string[] | undefined;
  /** Globs. */
  readonly regions?: readonly string[] | undefined;
  /** Globs of the ARN. */
  readonly resources?: readonly string[] | undefined;
  /** Globs of the ARN or the name of the vault with the latest backup. */
  readonly vaults?: readonly string[] | undefined;
  readonly tags?: readonly TagCriterion[] | undefined;
}

export interface TagCriterion {
  readonly key: string;
  /** A glob; absent where the key is enough. */
  readonly value?: string | undefined;
}

/** The facts of a resource by which it is matched. */
export interface ResourceFacts {
  readonly arn: string;
  /** The account and region that the resource belongs to, as far as that is known; else where it was tested. */
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  /** Ids of all units above the account, the root included. */
  readonly organizationalUnits: readonly string[];
  /** LastBackupVaultArn, else the BackupVaultArn of its latest test; absent where AWS gives none. */
  readonly vaultArn?: string | undefined;
  readonly tags?: ReadonlyMap<string, string> | undefined;
}

export function hasCriteria(criteria: ResourceCriteria): boolean {
  const { accounts, organizationalUnits, regions, resources, vaults, tags } = criteria;
  return [accounts, organizationalUnits, regions, resources, vaults, tags].some((each) => each !== undefined);
}

export function fitsResource(criteria: ResourceCriteria, facts: ResourceFacts): boolean {
  const { accounts, organizationalUnits, regions, resources, vaults, tags } = criteria;
  return (
    fitsOne(accounts, [facts.accountId, facts.accountName]) &&
    (organizationalUnits?.some((id) => facts.organizationalUnits.includes(id)) ?? true) &&
    fitsOne(regions, [facts.region]) &&
    fitsOne(resources, [facts.arn]) &&
    fitsOne(vaults, vaultNames(facts.vaultArn)) &&
    (tags?.every((tag) => fitsTag(tag, facts.tags)) ?? true)
  );
}

function fitsOne(globs: readonly string[] | undefined, texts: readonly string[]): boolean {
  return globs?.some((glob) => texts.some((text) => matchesGlob(glob, text))) ?? true;
}

/** `arn:aws:backup:eu-west-1:111122223333:backup-vault:Default` is called `Default`, too. */
function vaultNames(arn: string | undefined): string[] {
  if (arn === undefined) return [];
  return [arn, arn.split(':').slice(6).join(':')];
}

function fitsTag({ key, value }: TagCriterion, tags: ResourceFacts['tags']): boolean {
  const found = tags?.get(key);
  return found !== undefined && (value === undefined || matchesGlob(value, found));
}
