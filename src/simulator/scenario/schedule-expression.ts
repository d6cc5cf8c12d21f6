const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** 1970-01-01, from which `at` is counted, was a Thursday. */
const weekdays = ['THU', 'FRI', 'SAT', 'SUN', 'MON', 'TUE', 'WED'];

interface Cadence {
  readonly every: number;
  readonly at: number;
}

/** The cron expression of AWS Backup that starts at the same minutes; undefined where there is none. */
export function scheduleExpression({ every, at }: Cadence): string | undefined {
  const minute = Math.floor((at % hourMs) / minuteMs);
  const hour = Math.floor((at % dayMs) / hourMs);
  if (every === 7 * dayMs)
    return `cron(${minute} ${hour} ? * ${weekdays[Math.floor((at % every) / dayMs)]} *)`;
  if (every % hourMs === 0 && dayMs % every === 0) {
    return `cron(${minute} ${starts(at, every, hourMs, dayMs)} ? * * *)`;
  }
  if (every % minuteMs !== 0 || hourMs % every !== 0) return undefined;
  return `cron(${starts(at, every, minuteMs, hourMs)} * ? * * *)`;
}

function starts(at: number, every: number, unit: number, whole: number): string {
  const first = Math.floor((at % every) / unit);
  return Array.from({ length: whole / every }, (_, n) => first + (n * every) / unit).join(',');
}
