/**
 * How long each time of the shipped rules lasts here. A longer one lasts longer, so that none overtakes another, and 2h,
 * the range of looks into the past, is longer than the time without a shard.
 */
export const quickTimes: Readonly<Record<string, string>> = {
  '10m': '8s',
  '15m': '9s',
  '30m': '10s',
  '1h': '12s',
  '2h': '24s',
  '1d': '26s',
  '3d': '28s',
  '1w': '30s',
  '8d': '90s',
};

/** How many seconds old the daemon's own readings may be: that of jobs, and the look at the organization. */
const quickLimits: readonly (readonly [shipped: RegExp, quick: string])[] = [
  [/(?<=\) > )3600$/m, '14'],
  [/(?<=\) > 3 \* )3600$/m, '6'],
];

/** The shipped rules with shorter times: those of `for` and `keep_firing_for`, of ranges and offsets, and two limits. */
export function quickRules(shipped: string): string {
  const quick = shipped.replaceAll(
    /(?<=^ +(?:keep_firing_)?for: |\[|\[\d+[a-z]+:|\] offset )\d+[a-z]+/gm,
    quickTime,
  );
  return quickLimits.reduce((text, [limit, seconds]) => text.replace(limit, seconds), quick);
}

function quickTime(time: string): string {
  const quick = quickTimes[time];
  if (quick === undefined) throw new Error(`no rule has lasted ${time} so far: say how long that is here`);
  return quick;
}
