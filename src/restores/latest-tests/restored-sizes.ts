/**
 * The sizes of the newest completed restores of a resource, newest first: when each was created, in epoch
 * milliseconds, and its bytes, in turn. One flat array of numbers takes a fraction of the memory of objects.
 */
export type RestoredSizes = readonly number[];

/** The latest restore, and five before it. */
const kept = 6;

/** The sizes with that of one more restore, in any order: of two that were created in one millisecond, the greater. */
export function recordSize(sizes: RestoredSizes, createdAt: Date, bytes: number | undefined): RestoredSizes {
  if (bytes === undefined) return sizes;
  const at = createdAt.getTime();
  const index = indexOf(sizes, at);
  const isKnown = sizes[index] === at;
  if (index === kept * 2 || (isKnown && (sizes[index + 1] ?? 0) >= bytes)) return sizes;
  return sizes.toSpliced(index, isKnown ? 2 : 0, at, bytes).slice(0, kept * 2);
}

/** The sizes without that of a restore that turned out to be none. */
export function withoutSize(sizes: RestoredSizes, createdAt: Date): RestoredSizes {
  const index = indexOf(sizes, createdAt.getTime());
  return sizes[index] === createdAt.getTime() ? sizes.toSpliced(index, 2) : sizes;
}

/** The median size of the restores before the given one; undefined where there are none. */
export function medianSizeBefore(sizes: RestoredSizes, createdAt: Date): number | undefined {
  const at = createdAt.getTime();
  const earlier = sizes
    .filter((_, index) => index % 2 === 1 && (sizes[index - 1] ?? at) < at)
    .toSorted((a, b) => a - b);
  const middle = earlier.length / 2;
  const lower = earlier[Math.ceil(middle) - 1];
  const upper = earlier[Math.floor(middle)];
  return lower === undefined || upper === undefined ? undefined : (lower + upper) / 2;
}

/** Where the restore of that moment is, or would be. */
function indexOf(sizes: RestoredSizes, at: number): number {
  let index = 0;
  while (index < sizes.length && (sizes[index] ?? 0) > at) index += 2;
  return index;
}
