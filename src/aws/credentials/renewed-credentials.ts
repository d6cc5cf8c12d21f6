import type { Emit } from '../../events.js';
import type { AwsClock } from '../aws-clock.js';
import { CallFailed } from '../call-policy.js';
import type { CallerProperties, Credentials } from './load-credentials.js';

export type CredentialsProvider = (
  options?: CallerProperties & { forceRefresh?: boolean },
) => Promise<Credentials>;

export interface RenewalOptions {
  /** It throws CallFailed. */
  readonly fetch: (caller: CallerProperties) => Promise<Credentials>;
  readonly emit: Emit<'credentialsFailed' | 'credentialsRenewed'>;
  /** The role that the session is of; absent for the daemon's own credentials. */
  readonly roleArn?: string | undefined;
  readonly clock: AwsClock;
  /** The pause after a renewal while there is a valid session: the next one may fail, too, or its session may end as soon. */
  readonly pauseMs: number;
}

/** A session is renewed this long before its end, so that no request is sent with dying credentials. */
export const renewBeforeExpiryMs = 5 * 60_000;

/**
 * Keeps one session, renewed before it ends by the clock of AWS. While it is valid, nobody waits for its renewal, and a renewal that fails is tried again
 * after a pause. Without a valid session every request waits for one, and fails if there is none.
 */
export function createRenewedCredentials(options: RenewalOptions): CredentialsProvider {
  const { fetch, emit, roleArn, clock, pauseMs } = options;
  let current: Credentials | undefined;
  let underWay: Promise<Credentials> | undefined;
  let isFailing = false;
  let pausedUntil = 0;

  const leftMs = ({ expiration }: Credentials) =>
    expiration === undefined ? Number.POSITIVE_INFINITY : expiration.getTime() - Date.now() - clock.aheadMs();

  async function renew(caller: CallerProperties): Promise<Credentials> {
    try {
      current = await fetch(caller);
      if (isFailing) emit('credentialsRenewed', { roleArn });
      isFailing = false;
      return current;
    } catch (error) {
      const goesOn = current !== undefined && leftMs(current) > 0;
      if (!isFailing && error instanceof CallFailed) {
        const expiresAt = goesOn ? current?.expiration : undefined;
        emit('credentialsFailed', { roleArn, failure: error.failure, expiresAt });
        isFailing = true;
      }
      throw error;
    } finally {
      pausedUntil = performance.now() + pauseMs;
    }
  }

  function renewOnce(caller: CallerProperties): Promise<Credentials> {
    underWay ??= renew(caller).finally(() => {
      underWay = undefined;
    });
    return underWay;
  }

  const provide: CredentialsProvider = async ({ forceRefresh = false, ...caller } = {}) => {
    if (forceRefresh || current === undefined || leftMs(current) <= 0) return renewOnce(caller);
    // A call that needs the session does not wait for this, and the failure was reported.
    if (leftMs(current) < renewBeforeExpiryMs && performance.now() >= pausedUntil)
      renewOnce(caller).catch(() => {});
    return current;
  };
  // Otherwise a client of the SDK would keep the session for itself, by the clock of this machine.
  return Object.assign(provide, { memoized: true });
}
