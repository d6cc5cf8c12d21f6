import type { CallFailure } from './call-failure.js';
import type { Target } from './target.js';

/** Returns the failure of a target whose credentials belong to another account; `shownBy` says how that was seen. */
export function wrongAccount(
  { accountId }: Target,
  actual: string,
  operation: string,
  shownBy: string,
): CallFailure {
  const message = `the credentials for account ${accountId} belong to account ${actual}: ${shownBy}`;
  return { operation, reason: 'wrong_account', message };
}

/** Returns the account of the first ARN that names another one than the target's; ARNs such as those of S3 name none. */
export function foreignAccountOf(
  { accountId }: Target,
  arns: readonly (string | undefined)[],
): string | undefined {
  const accounts = arns.map((arn) => /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn ?? '')?.[1]);
  return accounts.find((account) => account !== undefined && account !== accountId);
}
