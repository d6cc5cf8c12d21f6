import { createEvents, type Emit, type Subscriber } from '../src/events.js';

/** An `emit` that tells only this subscriber, whose exceptions fail the test. */
export function emitTo(subscriber: Subscriber = {}): Emit {
  const { emit, subscribe } = createEvents();
  subscribe(subscriber);
  return emit;
}
