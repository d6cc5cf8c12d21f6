/** One account in one region and the way in: the unit of work, of failure and of freshness. */
export interface Target {
  readonly accountId: string;
  /** The configured name; the account id where there is none. */
  readonly accountName: string;
  readonly region: string;
  /** The role to assume in the account; absent where the daemon's own credentials belong to the account. */
  readonly role?: MemberRole;
}

export interface MemberRole {
  readonly arn: string;
  readonly externalId?: string;
  /** The region whose STS endpoint is asked: the same for all regions of the account. */
  readonly stsRegion?: string;
}

export function targetKey(target: Pick<Target, 'accountId' | 'region'>): string {
  return `${target.accountId}/${target.region}`;
}
