import { afterEach, expect, it, jest } from '@jest/globals';
import { createRateLimiter } from '../../src/aws/rate-limiter.js';

const never = new AbortController().signal;

afterEach(() => {
  jest.restoreAllMocks();
});

it('gives one turn after the other, an interval apart', async () => {
  const pace = createRateLimiter(50);
  const startedAt = performance.now();
  const order: number[] = [];
  await Promise.all([0, 1, 2, 3].map((number) => pace(never).then(() => order.push(number))));
  expect(order).toEqual([0, 1, 2, 3]);
  // Timers may fire a little early.
  expect(performance.now() - startedAt).toBeGreaterThan(3 * 19);
});

it('lets those who come after the interval in at once', async () => {
  const pace = createRateLimiter(1000);
  const order: string[] = [];
  await pace(never);
  await new Promise((resolve) => setTimeout(resolve, 5));
  const turn = pace(never).then(() => order.push('turn'));
  setTimeout(() => order.push('timer'), 0);
  await turn;
  expect(order).toEqual(['turn']);
});

it('takes no turn for what is aborted, and rejects with the reason', async () => {
  const pace = createRateLimiter(0.001);
  await pace(never);
  const controller = new AbortController();
  const reason = new Error('the deadline passed');
  const waiting = Promise.allSettled([pace(controller.signal), pace(controller.signal)]);
  controller.abort(reason);
  expect(await waiting).toEqual([
    { status: 'rejected', reason },
    { status: 'rejected', reason },
  ]);
});

it('takes no turn for what was aborted before, so that the next one waits for nobody', async () => {
  const pace = createRateLimiter(0.001);
  await expect(pace(AbortSignal.abort(new Error('no')))).rejects.toThrow('no');
  await expect(pace(never)).resolves.toBeUndefined();
});

it('lets nobody wait for what is aborted while it waits', async () => {
  const pace = createRateLimiter(10);
  const order: string[] = [];
  await pace(never);
  const controller = new AbortController();
  const aborted = Promise.allSettled([pace(controller.signal)]);
  const turn = pace(never).then(() => order.push('turn'));
  setImmediate(() => controller.abort(new Error('no')));
  // The turn after the next one would come in 200 ms.
  const timer = new Promise((resolve) => setTimeout(resolve, 150)).then(() => order.push('timer'));
  await Promise.all([aborted, turn, timer]);
  expect(order).toEqual(['turn', 'timer']);
});

it('waits for no clock that is set back', async () => {
  const pace = createRateLimiter(50);
  await pace(never);
  const now = Date.now();
  jest.spyOn(Date, 'now').mockReturnValue(now - 3 * 3_600_000);
  await expect(Promise.all([pace(never), pace(never)])).resolves.toHaveLength(2);
});
