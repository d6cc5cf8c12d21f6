/** For how long a test waits at most, where the machine is at rest. */
const patienceMs = 30_000;
const pauseMs = 25;

/**
 * The first value that is not undefined, asked for again and again. It is given up after a time that grows with the
 * load of the machine, which is measured only when a test has waited for long.
 */
export async function eventually<T>(
  ask: () => T | undefined | Promise<T | undefined>,
  atRestMs = patienceMs,
): Promise<T> {
  const startedAt = performance.now();
  let endsAt = startedAt + atRestMs;
  for (;;) {
    const askedAt = performance.now();
    const value = await ask();
    if (value !== undefined) return value;
    if (performance.now() > endsAt) {
      endsAt = startedAt + onThisMachine(atRestMs);
      if (performance.now() > endsAt) {
        throw new Error(`nothing came within ${Math.round(performance.now() - startedAt)} ms`);
      }
    }
    // What is asked shall get on meanwhile, which may run in this process.
    const tookMs = performance.now() - askedAt;
    await new Promise((resolve) => setTimeout(resolve, Math.max(pauseMs, 4 * tookMs)));
  }
}

/** Waits until something is reached, as patiently. */
export async function until(isReached: () => boolean): Promise<void> {
  await eventually(() => isReached() || undefined);
}

/** What takes this long at most on a machine at rest may take so long on this one now. */
export function onThisMachine(ms: number): number {
  return Math.ceil(ms * slowness());
}

/** Whether what began then has taken no longer than it may; the machine is measured only where it has, by its clock. */
export function hasBeenQuick(beganAt: number, atRestMs: number): boolean {
  const tookMs = performance.now() - beganAt;
  return tookMs < atRestMs || tookMs < onThisMachine(atRestMs);
}

/** How many times as long as on a machine at rest a fixed piece of work takes now, by the clock on the wall. */
function slowness(): number {
  const startedAt = performance.now();
  for (let round = 0; round < 100; round += 1) JSON.parse(workpiece);
  return Math.max(1, (performance.now() - startedAt) / 40);
}

const workpiece = JSON.stringify(
  Array.from({ length: 2000 }, (_, index) => ({ index, name: `name-${index}` })),
);
