/** The states that ListRestoreJobSummaries counts by. */
export const summaryStates = ['CREATED', 'PENDING', 'RUNNING', 'ABORTED', 'COMPLETED', 'FAILED'] as const;

/** One count of ListRestoreJobSummaries: the restore jobs of a bucket of time, by account, region, state and type. */
export interface RestoreJobSummary {
  readonly region: string;
  readonly accountId: string;
  /** One of `summaryStates`, `AGGREGATE_ALL` where all are summed, or `unknown`. */
  readonly state: string;
  /** State as AWS gives it, which separates the counts of several unknown states. */
  readonly awsState: string;
  readonly resourceType: string;
  readonly count: number;
  readonly startAt: Date;
  readonly endAt: Date;
}

/** The summaries of one account and region, from all readings. */
export interface SummaryReading {
  /** Whose endpoint was asked; it knows its own account and region best. */
  readonly accountId: string;
  readonly region: string;
  /** Of each count the newest row that was read. */
  readonly rows: readonly RestoreJobSummary[];
  readonly readAt: Date;
}

/** The counts of one account in one region in the newest bucket that AWS has published. */
export interface SummaryBucket {
  readonly region: string;
  readonly accountId: string;
  readonly endAt: Date;
  readonly rows: readonly RestoreJobSummary[];
}

const dayMs = 86_400_000;
/** AWS counts each day within the next one; this is a day more than the newest bucket can be old. */
const longestAgeMs = 3 * dayMs;
/** AWS lists the buckets of 14 days. */
const listedMs = 15 * dayMs;

/** Returns true if AWS still lists the bucket of the row. */
export function isListed({ endAt }: RestoreJobSummary, readAt: Date): boolean {
  return readAt.getTime() - endAt.getTime() <= listedMs;
}

/**
 * Of each count the newest row of those known and those read, for `retentionMs` after its bucket. A row of the future
 * would hide all that come after it, so it is left out.
 */
export function rememberSummaries(
  known: readonly RestoreJobSummary[],
  read: readonly RestoreJobSummary[],
  at: Date,
  retentionMs: number,
): RestoreJobSummary[] {
  const rows = new Map(known.map((row) => [countKey(row), row]));
  for (const row of read) {
    if (row.startAt.getTime() > at.getTime() + dayMs) continue;
    const before = rows.get(countKey(row));
    if (before === undefined || row.startAt >= before.startAt) rows.set(countKey(row), row);
  }
  return [...rows.values()].filter(({ endAt }) => at.getTime() - endAt.getTime() <= retentionMs);
}

function countKey({ accountId, region, awsState, resourceType }: RestoreJobSummary): string {
  return [accountId, region, awsState, resourceType].join('/');
}

type Rows = [RestoreJobSummary, ...RestoreJobSummary[]];

interface Told {
  readonly rows: Rows;
  readonly readAt: Date;
  /** The newest bucket of the whole reading in the region of the rows. */
  readonly newest: RestoreJobSummary;
}

/**
 * Brings together what several endpoints answered. AWS lists only counts above 0, so the newest bucket of a whole
 * reading holds for each account in it: a count without a row there is 0, and so is every count if the newest bucket
 * is older than AWS can be late. AWS may answer with rows of other regions than the one asked, so the same row can come
 * from several endpoints: if they differ, the account's own endpoint wins, then the earlier one in `readings`.
 */
export function newestBuckets(readings: readonly SummaryReading[]): SummaryBucket[] {
  const places = new Map<string, [Told, ...Told[]]>();
  for (const { accountId, region, rows: all, readAt } of readings) {
    const newest = newestByRegion(all);
    for (const [place, rows] of rowsByPlace(all)) {
      const told = { rows, readAt, newest: newest.get(rows[0].region) ?? rows[0] };
      const others = places.get(place);
      if (others === undefined) places.set(place, [told]);
      else if (place === placeOf({ accountId, region })) others.unshift(told);
      else others.push(told);
    }
  }
  return [...places.values()].map(bucketOf);
}

function newestByRegion(rows: readonly RestoreJobSummary[]): Map<string, RestoreJobSummary> {
  const newest = new Map<string, RestoreJobSummary>();
  for (const row of rows) {
    const before = newest.get(row.region);
    if (before === undefined || row.startAt > before.startAt) newest.set(row.region, row);
  }
  return newest;
}

function rowsByPlace(rows: readonly RestoreJobSummary[]): Map<string, Rows> {
  const places = new Map<string, Rows>();
  for (const row of rows) {
    const others = places.get(placeOf(row));
    if (others === undefined) places.set(placeOf(row), [row]);
    else others.push(row);
  }
  return places;
}

function placeOf({ accountId, region }: Pick<SummaryReading, 'accountId' | 'region'>): string {
  return `${accountId}/${region}`;
}

function bucketOf(told: readonly [Told, ...Told[]]): SummaryBucket {
  const rows = told.flatMap((each) => each.rows);
  const newest = told.reduce(
    (latest, each) => (each.newest.startAt > latest.startAt ? each.newest : latest),
    told[0].newest,
  );
  const readAtMs = Math.max(...told.map(({ readAt }) => readAt.getTime()));
  const isOutdated = readAtMs - newest.endAt.getTime() > longestAgeMs;
  const isCurrent = ({ startAt }: RestoreJobSummary) =>
    !isOutdated && startAt.getTime() === newest.startAt.getTime();

  const counts = new Map<string, RestoreJobSummary>();
  for (const row of rows.filter(isCurrent)) {
    if (!counts.has(countKey(row))) counts.set(countKey(row), row);
  }
  for (const row of rows) {
    if (!counts.has(countKey(row))) counts.set(countKey(row), { ...row, count: 0 });
  }
  const { region, accountId } = told[0].rows[0];
  return { region, accountId, endAt: newest.endAt, rows: [...counts.values()] };
}
