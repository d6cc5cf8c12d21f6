import { describe, expect, it } from '@jest/globals';
import { createAbortController } from '../../src/aws/deadline.js';
import { createPoller, type PollerOptions, type PollSettings } from '../../src/polling/poller.js';
import { type Target, targetKey } from '../../src/targets/target.js';
import { until } from '../patience.js';

/** The same object for the same region. */
function targetsIn(): (region: string) => Target {
  const known = new Map<string, Target>();
  return (region) => {
    const target = known.get(region) ?? { accountId: '111122223333', accountName: 'payments', region };
    known.set(region, target);
    return target;
  };
}

/** A poller whose polls end when the test says so. */
function pollerOf(
  regions: readonly string[],
  {
    concurrency = 10,
    deadlineMs = 60_000,
    jitterMs = 0,
    ...options
  }: Partial<PollerOptions & PollSettings> = {},
) {
  const targetOf = targetsIn();
  const started: string[] = [];
  const skipped: string[] = [];
  const crashed: [region: string, error: unknown][] = [];
  const underWay = new Map<string, (error?: Error) => void>();
  const shutdown = createAbortController();
  let most = 0;
  const poller = createPoller({
    targets: () => regions.map((region) => targetOf(region)),
    poll: ({ region }) =>
      new Promise((resolve, reject) => {
        started.push(region);
        underWay.set(region, (error) => {
          underWay.delete(region);
          if (error) reject(error);
          else resolve();
        });
        most = Math.max(most, underWay.size);
      }),
    crashed: ({ region }, error) => crashed.push([region, error]),
    isFailing: () => false,
    skipped: (target) => skipped.push(target.region),
    settings: () => ({ concurrency, deadlineMs, jitterMs }),
    shutdown: shutdown.signal,
    ...options,
  });
  return {
    poller,
    shutdown,
    started,
    skipped,
    crashed,
    most: () => most,
    end: (region: string, error?: Error) => underWay.get(region)?.(error),
    endAll: () => {
      for (const end of underWay.values()) end();
    },
  };
}

/** Long enough for everything that can happen without a timer. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
}

/** A poll that notes its beginning, and its end with whether it was called off. */
function untilAborted(notes: string[]): PollerOptions['poll'] {
  return ({ region }, { signal, wasInterrupted }) =>
    new Promise((resolve) => {
      notes.push(region);
      signal.addEventListener('abort', () => resolve(void notes.push(`${region} ${wasInterrupted()}`)));
    });
}

describe('a tick', () => {
  it('polls every target, and settles when all have ended', async () => {
    const { poller, started, end } = pollerOf(['a', 'b']);
    let isOver = false;
    const tick = poller.tick().finally(() => {
      isOver = true;
    });
    await until(() => started.length === 2);
    end('a');
    await turns();
    expect(isOver).toBe(false);
    end('b');
    await tick;
    expect(started).toEqual(['a', 'b']);
  });

  it('polls the targets of its own moment', async () => {
    const regions = ['a'];
    const { poller, started, endAll } = pollerOf(regions);
    const first = poller.tick();
    await until(() => started.length === 1);
    endAll();
    await first;
    regions.splice(0, 1, 'b', 'c');
    const second = poller.tick();
    await until(() => started.length === 3);
    endAll();
    await second;
    expect(started).toEqual(['a', 'b', 'c']);
  });

  it('polls only those that are wanted', async () => {
    const { poller, started, skipped, endAll } = pollerOf(['a', 'b']);
    const tick = poller.tick(({ region }) => region === 'b');
    await until(() => started.length === 1);
    endAll();
    await tick;
    expect([started, skipped]).toEqual([['b'], []]);
  });

  it('leaves out a target that is still being polled, tells so, and delays no other', async () => {
    const { poller, started, skipped, end } = pollerOf(['hanging', 'quick']);
    const first = poller.tick();
    for (const ticks of [1, 2, 3]) {
      await until(() => started.filter((region) => region === 'quick').length === ticks);
      end('quick');
      await turns();
      if (ticks < 3) void poller.tick();
    }
    expect(started).toEqual(['hanging', 'quick', 'quick', 'quick']);
    expect(skipped).toEqual(['hanging', 'hanging']);
    end('hanging');
    await first;
    void poller.tick();
    await until(() => started.length === 6);
    end('hanging');
    end('quick');
  });

  it('leaves out a target that still waits for its turn', async () => {
    const { poller, started, skipped, end } = pollerOf(['a', 'b'], { concurrency: 1 });
    const first = poller.tick();
    await until(() => started.length === 1);
    await poller.tick();
    expect(skipped).toEqual(['a', 'b']);
    end('a');
    await until(() => started.length === 2);
    end('b');
    await first;
    expect(started).toEqual(['a', 'b']);
  });

  it('tells of a target whose poll threw, polls the others, and that one again', async () => {
    const { poller, started, crashed, end, endAll } = pollerOf(['a', 'b']);
    const first = poller.tick();
    await until(() => started.length === 2);
    const bug = new Error('a bug');
    end('a', bug);
    end('b');
    await first;
    expect(crashed).toEqual([['a', bug]]);
    const second = poller.tick();
    await until(() => started.length === 4);
    endAll();
    await second;
    expect(crashed).toHaveLength(1);
  });

  it.each([
    [
      'whose turn cannot be told',
      {
        isFailing: ({ region }: Target) => {
          if (region === 'a') throw new Error('a bug');
          return false;
        },
      },
      () => true,
    ],
    [
      'of which it cannot be told whether it is wanted',
      {},
      ({ region }: Target) => {
        if (region === 'a') throw new Error('a bug');
        return true;
      },
    ],
  ])('tells of a target %s, and polls the others', async (_, options, isWanted) => {
    const { poller, started, crashed, endAll } = pollerOf(['a', 'b'], options);
    const tick = poller.tick(isWanted);
    await until(() => started.length === 1);
    endAll();
    await tick;
    expect([started, crashed]).toEqual([['b'], [['a', new Error('a bug')]]]);
  });

  it('gives each poll a deadline of its own', async () => {
    const reasons: unknown[] = [];
    const { poller } = pollerOf(['a', 'b'], {
      deadlineMs: 20,
      poll: (_, { signal }) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            reasons.push(signal.reason);
            resolve();
          });
        }),
    });
    await poller.tick();
    expect(reasons).toHaveLength(2);
    expect(reasons[0]).toMatchObject({ message: 'the deadline of 0.02 s passed' });
    expect(reasons[0]).not.toBe(reasons[1]);
  });
});

describe('of many targets', () => {
  const regions = Array.from({ length: 12 }, (_, index) => `r${index}`);

  it('no more are polled at a time than allowed, and each in the end', async () => {
    const { poller, started, most, endAll } = pollerOf(regions, { concurrency: 3 });
    const tick = poller.tick();
    for (const count of [3, 6, 9, 12]) {
      await until(() => started.length === count);
      await turns();
      expect(started).toHaveLength(count);
      endAll();
    }
    await tick;
    expect(most()).toBe(3);
    expect(started.toSorted()).toEqual(regions.toSorted());
  });

  it('those that fail wait for those that answer', async () => {
    const failing = new Set(['111122223333/r0', '111122223333/r1']);
    const { poller, started, end } = pollerOf(['r0', 'r1', 'r2', 'r3', 'r4'], {
      concurrency: 1,
      isFailing: (target) => failing.has(targetKey(target)),
    });
    const tick = poller.tick();
    for (const count of [1, 2, 3, 4, 5]) {
      await until(() => started.length === count);
      end(started[count - 1] ?? '');
    }
    await tick;
    // The first one finds nobody waiting.
    expect(started).toEqual(['r0', 'r2', 'r3', 'r4', 'r1']);
  });
});

describe('the jitter', () => {
  it('is none in the first tick', async () => {
    const { poller, started, endAll } = pollerOf(['a', 'b'], { jitterMs: 3_600_000, random: () => 1 });
    const tick = poller.tick();
    await until(() => started.length === 2);
    endAll();
    await tick;
    expect(started).toEqual(['a', 'b']);
  });

  it('is random from the second tick on, for each target its own', async () => {
    const random = [0, 0, 0.75, 0.25];
    const { poller, started, endAll } = pollerOf(['a', 'b'], {
      jitterMs: 60,
      random: () => random.shift() ?? 0,
    });
    const first = poller.tick();
    await until(() => started.length === 2);
    endAll();
    await first;
    const startedAt = performance.now();
    const second = poller.tick();
    await until(() => started.length === 4);
    // Timers may fire a little early.
    expect(performance.now() - startedAt).toBeGreaterThan(43);
    endAll();
    await second;
    expect(started).toEqual(['a', 'b', 'b', 'a']);
  });
});

describe('polls that are called off', () => {
  it('end, whether they are under way or wait for their turn, and leave the others alone', async () => {
    const started: string[] = [];
    const { poller, shutdown } = pollerOf(['a', 'b', 'c'], { concurrency: 1, poll: untilAborted(started) });
    const tick = poller.tick();
    await until(() => started.length === 1);
    poller.abort(({ region }) => region !== 'c');
    await until(() => started.includes('c'));
    expect(started).toEqual(['a', 'a true', 'c']);
    let isSettled = false;
    const settled = poller.settled().finally(() => {
      isSettled = true;
    });
    await turns();
    expect(isSettled).toBe(false);
    shutdown.abort();
    await Promise.all([tick, settled]);
  });

  it('do not hold up those of the same place entered anew', async () => {
    const started: string[] = [];
    let target: Target = { accountId: '111122223333', accountName: 'payments', region: 'a' };
    const { poller, skipped, shutdown } = pollerOf([], {
      targets: () => [target],
      poll: untilAborted(started),
    });
    const first = poller.tick();
    await until(() => started.length === 1);
    target = { ...target, accountName: 'billing' };
    poller.abort(({ accountName }) => accountName === 'payments');
    const second = poller.tick();
    await first;
    await until(() => started.length === 3);
    expect(skipped).toEqual([]);
    shutdown.abort();
    await second;
  });

  it('leave those alone that have begun since', async () => {
    const started: string[] = [];
    const { poller, skipped, shutdown } = pollerOf(['a'], { poll: untilAborted(started) });
    const first = poller.tick();
    await until(() => started.length === 1);
    poller.abort(() => true);
    const second = poller.tick();
    await first;
    await until(() => started.length === 3);
    await turns();
    await poller.tick();
    expect(skipped).toEqual(['a']);
    shutdown.abort();
    await second;
  });

  it('follow the settings of the next tick', async () => {
    let concurrency = 1;
    const { poller, started, most, endAll } = pollerOf(['a', 'b', 'c'], {
      settings: () => ({ concurrency, deadlineMs: 60_000, jitterMs: 0 }),
    });
    const first = poller.tick(({ region }) => region === 'a');
    await until(() => started.length === 1);
    concurrency = 3;
    const second = poller.tick(({ region }) => region !== 'a');
    await until(() => started.length === 3);
    expect(most()).toBe(3);
    endAll();
    await Promise.all([first, second]);
  });
});

describe('a shutdown', () => {
  it('ends the wait of the jitter, without a poll', async () => {
    const { poller, started, endAll, shutdown } = pollerOf(['a'], { jitterMs: 60_000, random: () => 1 });
    const first = poller.tick();
    await until(() => started.length === 1);
    endAll();
    await first;
    const second = poller.tick();
    shutdown.abort(new Error('the daemon is stopping'));
    await second;
    expect(started).toEqual(['a']);
  });

  it('ends the wait in the queue, without a poll, and the deadline of the poll under way', async () => {
    const started: string[] = [];
    const { poller, shutdown } = pollerOf(['a', 'b'], {
      concurrency: 1,
      poll: ({ region }, { signal }) =>
        new Promise((resolve) => {
          started.push(region);
          signal.addEventListener('abort', () => resolve());
        }),
    });
    const tick = poller.tick();
    await until(() => started.length === 1);
    shutdown.abort(new Error('the daemon is stopping'));
    await tick;
    expect(started).toEqual(['a']);
  });
});
