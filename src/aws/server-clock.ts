import type { BackupApi } from './aws-api.js';

/** Called with the milliseconds that AWS's clock was ahead of the machine's at each answer, to half a second. */
export type ClockObserver = (aheadMs: number) => void;

/** Compares the Date header of every answer, also of those that refuse, with the machine's clock. */
export function observeServerClock({ client }: BackupApi, observe: ClockObserver): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const sentAt = Date.now();
      const result = await next(args);
      const date = dateHeader(result.response);
      // The header is cut to whole seconds.
      if (date !== undefined) observe(date + 500 - (sentAt + Date.now()) / 2);
      return result;
    },
    // Nearest to the wire: an error becomes an exception further out.
    { step: 'deserialize', priority: 'low', name: 'observeServerClock' },
  );
}

function dateHeader(response: unknown): number | undefined {
  const headers: unknown = Reflect.get(Object(response), 'headers');
  const date = Date.parse(String(Reflect.get(Object(headers), 'date')));
  return Number.isNaN(date) ? undefined : date;
}
