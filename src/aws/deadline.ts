import { setMaxListeners } from 'node:events';

/** The time that a piece of work may take: the signal aborts it, `remainingMs` tells what is left of it. */
export interface Deadline extends Disposable {
  readonly signal: AbortSignal;
  remainingMs(): number;
}

export class DeadlineExceeded extends Error {
  override readonly name = 'DeadlineExceeded';
}

/** A controller whose signal any number of calls may listen to. */
export function createAbortController(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

/** Aborts after `ms`, or as soon as `parent` aborts, for the parent's reason. Dispose of it when the work is over. */
export function startDeadline(ms: number, parent: AbortSignal): Deadline {
  const controller = createAbortController();
  const endsAt = performance.now() + ms;
  const onParentAbort = () => controller.abort(parent.reason);
  const timer = setTimeout(() => {
    controller.abort(new DeadlineExceeded(`the deadline of ${Math.round(ms) / 1000} s passed`));
  }, ms);
  if (parent.aborted) onParentAbort();
  else parent.addEventListener('abort', onParentAbort, { once: true });
  return {
    signal: controller.signal,
    remainingMs: () => Math.max(0, endsAt - performance.now()),
    [Symbol.dispose]() {
      clearTimeout(timer);
      parent.removeEventListener('abort', onParentAbort);
    },
  };
}

/** Settles with `work`, or rejects with the signal's reason as soon as it aborts, whatever `work` does then. */
export function orAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
