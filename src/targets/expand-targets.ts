import type { Target } from './target.js';

export interface AccountEntry {
  readonly id: string;
  readonly name?: string | undefined;
  readonly roleArn?: string | undefined;
  readonly externalId?: string | undefined;
  readonly regions: readonly string[];
}

/**
 * Every account in every region of it. Without accounts it is the one of the daemon's own credentials, whose
 * id only STS can tell: it is empty until then.
 */
export function expandTargets(
  accounts: readonly AccountEntry[],
  defaultRegions: readonly string[],
): Target[] {
  if (accounts.length === 0) {
    return defaultRegions.map((region) => ({ accountId: '', accountName: '', region }));
  }
  return accounts.flatMap(({ id, name = id, roleArn, externalId, regions }) =>
    regions.map((region) => ({
      accountId: id,
      accountName: name,
      region,
      ...(roleArn !== undefined && {
        role: { arn: roleArn, ...(externalId !== undefined && { externalId }) },
      }),
    })),
  );
}
