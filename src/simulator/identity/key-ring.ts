import { createHash } from 'node:crypto';
import type { Scenario } from '../scenario/scenario.js';

export interface AccessKey {
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface KeyRing {
  readonly accessKeys: readonly AccessKey[];
  /** Seals the sessions; the same for the same access keys, so that sessions outlive a restart. */
  readonly sessionKey: string;
}

export function keyRingOf({ credentials, accounts }: Scenario): KeyRing {
  const idOf = (name: string) => accounts.find((one) => one.id === name || one.name === name)?.id ?? name;
  const documented = {
    account: accounts[0]?.id ?? '',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  };
  const accessKeys = (credentials ?? [documented]).map(({ account, ...key }) => ({
    accountId: idOf(account),
    ...key,
  }));
  const secrets = accessKeys.map(({ secretAccessKey }) => secretAccessKey).join('\n');
  return { accessKeys, sessionKey: createHash('sha256').update(secrets).digest('hex') };
}
