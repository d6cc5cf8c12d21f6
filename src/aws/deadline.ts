import { setMaxListeners } from 'node:events';

/** The time limit of a piece of work. The signal aborts it; `remainingMs` returns the time left. */
export interface Deadline extends Disposable {
  readonly signal: AbortSignal;
  remainingMs(): number;
  /** Returns true if the work was called off, not if its time ran out. */
  wasInterrupted(): boolean;
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

/**
 * Creates a controller that aborts as soon as `parent` does, for the parent's reason. Dispose of it when the work is
 * over.
 */
export function createChildController(parent: AbortSignal): AbortController & Disposable {
  const controller = createAbortController();
  const onParentAbort = () => controller.abort(parent.reason);
  if (parent.aborted) onParentAbort();
  else parent.addEventListener('abort', onParentAbort, { once: true });
  return Object.assign(controller, {
    [Symbol.dispose]: () => parent.removeEventListener('abort', onParentAbort),
  });
}

/** Aborts after `ms`, or as soon as `parent` aborts, for the parent's reason. Dispose of it when the work is over. */
export function startDeadline(ms: number, parent: AbortSignal): Deadline {
  const controller = createChildController(parent);
  const endsAt = performance.now() + ms;
  const timer = setTimeout(() => {
    controller.abort(new DeadlineExceeded(`the deadline of ${Math.round(ms) / 1000} s passed`));
  }, ms);
  return {
    signal: controller.signal,
    remainingMs: () => Math.max(0, endsAt - performance.now()),
    wasInterrupted: () => parent.aborted,
    [Symbol.dispose]() {
      clearTimeout(timer);
      controller[Symbol.dispose]();
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
