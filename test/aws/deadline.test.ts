import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  createAbortController,
  createChildController,
  DeadlineExceeded,
  orAbort,
  startDeadline,
} from '../../src/aws/deadline.js';

const stopping = new Error('the daemon is stopping');
const listenersOf = ({ signal }: AbortController) => getEventListeners(signal, 'abort').length;

describe('a child', () => {
  it('aborts with its parent, for its reason', () => {
    const parent = createAbortController();
    using child = createChildController(parent.signal);
    expect(child.signal.aborted).toBe(false);
    parent.abort(stopping);
    expect(child.signal.reason).toBe(stopping);
  });

  it('is aborted from the start where its parent was before', () => {
    const parent = createAbortController();
    parent.abort(stopping);
    using child = createChildController(parent.signal);
    expect(child.signal.reason).toBe(stopping);
    expect(listenersOf(parent)).toBe(0);
  });

  it('leaves its parent alone, and is left alone once it is disposed of', () => {
    const parent = createAbortController();
    const aborted = createChildController(parent.signal);
    aborted.abort(stopping);
    expect([parent.signal.aborted, listenersOf(parent)]).toEqual([false, 1]);
    aborted[Symbol.dispose]();
    expect(listenersOf(parent)).toBe(0);
  });
});

describe('a deadline', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('tells what is left of it, and aborts when nothing is', () => {
    using deadline = startDeadline(2500, createAbortController().signal);
    const seen = [0, 1000, 1499, 1, 1000].map((ms) => {
      jest.advanceTimersByTime(ms);
      return [deadline.remainingMs(), deadline.signal.aborted];
    });
    expect(seen).toEqual([
      [2500, false],
      [1500, false],
      [1, false],
      [0, true],
      [0, true],
    ]);
    expect(deadline.signal.reason).toEqual(new DeadlineExceeded('the deadline of 2.5 s passed'));
    expect(deadline.wasInterrupted()).toBe(false);
  });

  it('says in milliseconds at most how long it was', () => {
    using deadline = startDeadline(1234.5678, createAbortController().signal);
    jest.advanceTimersByTime(2000);
    expect(deadline.signal.reason).toMatchObject({
      name: 'DeadlineExceeded',
      message: 'the deadline of 1.235 s passed',
    });
  });

  it('aborts with its parent, which is an interruption', () => {
    const parent = createAbortController();
    using deadline = startDeadline(2500, parent.signal);
    parent.abort(stopping);
    expect(deadline.signal.reason).toBe(stopping);
    expect(deadline.wasInterrupted()).toBe(true);
  });

  it('leaves nothing behind once it is disposed of', () => {
    const parent = createAbortController();
    const deadline = startDeadline(2500, parent.signal);
    deadline[Symbol.dispose]();
    expect([jest.getTimerCount(), listenersOf(parent)]).toEqual([0, 0]);
    parent.abort(stopping);
    expect(deadline.signal.aborted).toBe(false);
  });
});

describe('work that a signal can end', () => {
  it('settles as it does by itself, and leaves no listener', async () => {
    const controller = createAbortController();
    const works = [Promise.resolve('rows'), Promise.reject(new Error('no'))];
    expect(await Promise.allSettled(works.map((work) => orAbort(work, controller.signal)))).toEqual([
      { status: 'fulfilled', value: 'rows' },
      { status: 'rejected', reason: new Error('no') },
    ]);
    expect(listenersOf(controller)).toBe(0);
  });

  it('rejects with the reason as soon as the signal aborts', async () => {
    const controller = createAbortController();
    const hanging = orAbort(new Promise(() => undefined), controller.signal);
    controller.abort(stopping);
    await expect(hanging).rejects.toBe(stopping);
  });

  it('rejects at once where the signal had aborted before, also where the work succeeds', async () => {
    await expect(orAbort(Promise.resolve('rows'), AbortSignal.abort(stopping))).rejects.toBe(stopping);
  });
});
