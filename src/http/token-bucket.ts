import type { RateLimit } from '../web-config/web-config.js';

/** Takes a token if there is one; full at first. */
export function createTokenBucket({ intervalMs, burst }: RateLimit, now: () => number): () => boolean {
  let tokens = burst;
  let filledAt = now();
  return () => {
    const elapsed = now() - filledAt;
    filledAt += elapsed;
    tokens = Math.min(burst, tokens + elapsed / intervalMs);
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
