/** The day of the last update of each release line of Node.js, from its release schedule. */
const lastUpdates: Readonly<Record<string, string>> = {
  20: '2026-04-30',
  21: '2024-06-01',
  22: '2027-04-30',
  23: '2025-06-01',
  24: '2028-04-30',
  25: '2026-06-01',
  26: '2029-04-30',
};

/** The release line of the image. */
export const recommendedNodeRelease = 24;

/** Returns the day on which the release line of a version such as `v20.19.0` got its last update; undefined if it still gets some, or is not known. */
export function endOfLife(version: string, now: Date): string | undefined {
  const [, line = ''] = /^v?(\d+)\./.exec(version) ?? [];
  const day = lastUpdates[line];
  return day !== undefined && now.getTime() >= Date.parse(day) ? day : undefined;
}
