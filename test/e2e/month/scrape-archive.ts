import { execFile } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const dayMs = 86_400_000;
const linesAtMost = 50_000;

/** What scrapes showed, kept as the blocks of a Prometheus. */
export interface ScrapeArchive {
  /** Scrapes come in the order of their time. */
  add(exposition: string, instance: string, atMs: number): void;
  /** The directory of the blocks, once all are written. */
  close(): Promise<string>;
  readonly counts: { scrapes: number; samples: number; readonly series: number };
}

/** Keeps the families of the given names. */
export function createScrapeArchive(directory: string, families: readonly string[]): ScrapeArchive {
  const tsdb = join(directory, 'tsdb');
  mkdirSync(tsdb, { recursive: true });
  const isKept = new RegExp(`^(?:${families.join('|')})(?=[{ ])`);
  const seriesOf = new Map<string, string | undefined>();
  const known = new Set<string>();
  const counts = {
    scrapes: 0,
    samples: 0,
    get series() {
      return known.size;
    },
  };
  let lines: string[] = [];
  let day: number | undefined;
  let written = Promise.resolve();
  const fileOf = () => join(directory, `${day}.om`);
  const flush = () => {
    appendFileSync(fileOf(), `${lines.join('\n')}\n`);
    lines = [];
  };
  const endDay = () => {
    if (day === undefined) return;
    flush();
    const file = fileOf();
    appendFileSync(file, '# EOF\n');
    const before = written;
    written = (async () => {
      await before;
      await toBlocks(file, tsdb);
    })();
  };

  return {
    counts,
    add(exposition, instance, atMs) {
      const today = Math.floor(atMs / dayMs);
      if (today !== day) endDay();
      else if (lines.length > linesAtMost) flush();
      day = today;
      counts.scrapes += 1;
      const at = ` ${atMs / 1000}`;
      for (const line of exposition.split('\n')) {
        const space = line.lastIndexOf(' ');
        const key = `${instance} ${line.slice(0, space)}`;
        let series = seriesOf.get(key);
        if (series === undefined && !seriesOf.has(key)) {
          series = isKept.test(line) ? scrapedSeries(line.slice(0, space), instance) : undefined;
          seriesOf.set(key, series);
          if (series !== undefined) known.add(series);
        }
        if (series === undefined) continue;
        lines.push(series + line.slice(space) + at);
        counts.samples += 1;
      }
    },
    async close() {
      endDay();
      await written;
      return tsdb;
    },
  };
}

/** Without a longer block duration, promtool reads the file again for every two hours in it. */
async function toBlocks(file: string, tsdb: string): Promise<void> {
  const args = ['tsdb', 'create-blocks-from', 'openmetrics', '-q', '--max-block-duration=24h', file, tsdb];
  await run('promtool', args);
  rmSync(file);
}

/** The series with the labels that Prometheus adds to what it scrapes. */
function scrapedSeries(series: string, instance: string): string {
  const labels = `job="restore-test-monitor",instance="${instance}"`;
  return series.endsWith('}') ? `${series.slice(0, -1)},${labels}}` : `${series}{${labels}}`;
}
