const intervalMs = 60_000;
/** OpenSSL's reasons are few, but not ours to list. */
const mostReasons = 100;

interface RefusalLog {
  warn(fields: object, message: string): void;
  debug(fields: object, message: string): void;
}

/**
 * Logs each reason for which clients are refused as a warning once a minute, with the number of refusals since the warning
 * before; the others are logged as `debug`, so that a scanner cannot fill the log.
 */
export function warnOfRefusals(
  log: RefusalLog,
  elapsedMs: () => number = () => performance.now(),
): (client: string | undefined, reason: string) => void {
  const warned = new Map<string, { atMs: number; since: number }>();
  return (client, reason) => {
    const last = warned.get(reason);
    if (last !== undefined && elapsedMs() - last.atMs < intervalMs) {
      last.since += 1;
      log.debug({ client, reason }, 'client refused');
      return;
    }
    warned.delete(reason);
    warned.set(reason, { atMs: elapsedMs(), since: 0 });
    const [oldest] = warned.keys();
    if (warned.size > mostReasons && oldest !== undefined) warned.delete(oldest);
    log.warn({ client, reason, ...(last && last.since > 0 && { more: last.since }) }, 'client refused');
  };
}
