/**
 * The sizes of the newest completed restores of a resource, newest first: when each was created, in epoch
 * milliseconds, and its bytes, in turn. One flat array of numbers takes a fraction of the memory of objects.
 */
export type RestoredSizes = readonly number[];

/** The latest restore, and five before it. */
const kept = 6;

/** The sizes with that of one more restore, in any order: of two that were created in one millisecond, the greater. */
export function recordSize(sizes: RestoredSizes, createdAt: Date, bytes: number | undefined): RestoredSizes {
  const at = createdAt.getTime();
  const known = sizeAt(sizes, at);
  if (bytes === undefined || (known !== undefined && known >= bytes)) return sizes;
  const others = withoutSize(sizes, createdAt);
  const index = pairs(others).filter(([other]) => other > at).length * 2;
  return [...others.slice(0, index), at, bytes, ...others.slice(index)].slice(0, kept * 2);
}

/** The sizes without that of a restore that turned out to be none. */
export function withoutSize(sizes: RestoredSizes, createdAt: Date): RestoredSizes {
  const at = createdAt.getTime();
  return sizeAt(sizes, at) === undefined
    ? sizes
    : pairs(sizes)
        .filter(([other]) => other !== at)
        .flat();
}

/** The median size of the restores before the given one; undefined where there are none. */
export function medianSizeBefore(sizes: RestoredSizes, createdAt: Date): number | undefined {
  const earlier = pairs(sizes)
    .filter(([at]) => at < createdAt.getTime())
    .map(([, bytes]) => bytes)
    .toSorted((a, b) => a - b);
  const middle = earlier.length / 2;
  const lower = earlier[Math.ceil(middle) - 1];
  const upper = earlier[Math.floor(middle)];
  return lower === undefined || upper === undefined ? undefined : (lower + upper) / 2;
}

function sizeAt(sizes: RestoredSizes, at: number): number | undefined {
  return pairs(sizes).find(([other]) => other === at)?.[1];
}

function pairs(sizes: RestoredSizes): [at: number, bytes: number][] {
  return Array.from({ length: sizes.length / 2 }, (_, index) => [
    sizes[index * 2] ?? 0,
    sizes[index * 2 + 1] ?? 0,
  ]);
}
