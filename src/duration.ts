export type Milliseconds = number;

/** The units of all dialects, from long to short. */
const unitMs = {
  w: 604_800_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ns: 1e-6,
} as const;

/** The form of a duration in each format that we read. */
export const durationPatterns = {
  /** The configuration: `1h30m`, whole numbers, each unit once, from long to short. */
  prometheus: /^(?=\d)(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/,
  /** The web configuration, as `time.ParseDuration` of Go: `-1.5h`, in any order, down to nanoseconds. */
  go: /^[+-]?(?:(\d+\.?\d*|\.\d+)(h|ms|us|µs|μs|ns|m|s))+$/,
  /** A scenario of the simulator: `1.5d12h`, in any order, or `0`. */
  scenario: /^(?:0|(?:\d+(?:\.\d+)?(?:ms|[smhdw]))+)$/,
} as const;

export type DurationDialect = keyof typeof durationPatterns;

/** Returns undefined where the text is no duration in the dialect. */
export function parseDuration(
  text: string,
  dialect: DurationDialect = 'prometheus',
): Milliseconds | undefined {
  if (!durationPatterns[dialect].test(text)) return undefined;
  const parts = Array.from(
    text.matchAll(/([\d.]+)([a-zµμ]+)/g),
    ([, amount, unit]) => Number(amount) * msOf(unit),
  );
  const sum = parts.reduce((total, ms) => total + ms, 0);
  return text.startsWith('-') ? -sum : sum;
}

/** Writes a duration as Prometheus does: weeks only where nothing is left over. */
export function formatDuration(duration: Milliseconds): string {
  if (duration === 0) return '0s';
  let rest = duration;
  let text = '';
  for (const [unit, scale] of Object.entries(unitMs)) {
    if (scale < 1 || (unit === 'w' && rest % scale !== 0)) continue;
    const amount = Math.floor(rest / scale);
    if (amount > 0) text += `${amount}${unit}`;
    rest %= scale;
  }
  return text;
}

function msOf(unit: string | undefined): Milliseconds {
  return Object.entries(unitMs).find(([name]) => name === unit)?.[1] ?? 0;
}
