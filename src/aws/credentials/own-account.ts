import type { CallResult } from '../../targets/call-failure.js';
import { CallFailed } from '../call-policy.js';
import { type Deadline, orAbort } from '../deadline.js';
import type { Credentials } from './load-credentials.js';

/** Returns the account that the daemon's own credentials belong to. */
export type OwnAccount = (region: string, deadline: Deadline) => Promise<CallResult<string>>;

/**
 * Asks STS once for each session, since the keys of a file may be replaced by those of another account. If STS does not answer, the account of the session
 * before holds.
 */
export function createOwnAccount(credentials: () => Promise<Credentials>, ask: OwnAccount): OwnAccount {
  let known: { readonly session: Credentials; readonly accountId: string } | undefined;
  let underWay: Promise<CallResult<string>> | undefined;

  async function identify(region: string, deadline: Deadline): Promise<CallResult<string>> {
    try {
      const session = await orAbort(credentials(), deadline.signal);
      if (known?.session === session) return { ok: true, value: known.accountId };
      const asked = await ask(region, deadline);
      if (asked.ok) known = { session, accountId: asked.value };
      return asked.ok || known === undefined ? asked : { ok: true, value: known.accountId };
    } catch (error) {
      if (error instanceof CallFailed) return { ok: false, failure: error.failure };
      // The deadline has passed.
      return ask(region, deadline);
    }
  }

  return (region, deadline) => {
    underWay ??= identify(region, deadline).finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}
