import type { CallFailure } from '../../targets/call-failure.js';
import type { AwsClock } from '../aws-clock.js';
import { CallFailed } from '../call-policy.js';
import type { CallerProperties, Credentials } from './load-credentials.js';

export type CredentialsProvider = (
  options?: CallerProperties & { forceRefresh?: boolean },
) => Promise<Credentials>;

/** Told how the renewal of a session goes: once when it begins to fail, and once when it succeeds again. */
export interface RenewalObserver {
  /** `expiresAt` is when the session ends that goes on until then; undefined if there is none. */
  failed(failure: CallFailure, expiresAt: Date | undefined): void;
  recovered(): void;
}

export interface RenewalOptions {
  /** It throws CallFailed. */
  readonly fetch: (caller: CallerProperties) => Promise<Credentials>;
  readonly observer: RenewalObserver;
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
  const { fetch, observer, clock, pauseMs } = options;
  let current: Credentials | undefined;
  let underWay: Promise<Credentials> | undefined;
  let isFailing = false;
  let pausedUntil = 0;

  const leftMs = ({ expiration }: Credentials) =>
    expiration === undefined ? Number.POSITIVE_INFINITY : expiration.getTime() - Date.now() - clock.aheadMs();

  async function renew(caller: CallerProperties): Promise<Credentials> {
    try {
      current = await fetch(caller);
      if (isFailing) observer.recovered();
      isFailing = false;
      return current;
    } catch (error) {
      const goesOn = current !== undefined && leftMs(current) > 0;
      if (!isFailing && error instanceof CallFailed) {
        observer.failed(error.failure, goesOn ? current?.expiration : undefined);
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
    // Whoever needs the session is not kept waiting, and the failure has been told.
    if (leftMs(current) < renewBeforeExpiryMs && performance.now() >= pausedUntil)
      renewOnce(caller).catch(() => {});
    return current;
  };
  // Otherwise a client of the SDK would keep the session for itself, by the clock of this machine.
  return Object.assign(provide, { memoized: true });
}
