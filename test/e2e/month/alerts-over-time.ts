import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseDuration } from '../../../src/duration.js';
import { type ScenarioInput, scenarioOf } from '../../../src/simulator/scenario/scenario.js';
import { startSimulator } from '../../../src/simulator/simulator.js';
import { type Life, liveThrough } from '../time-lapse/live-through.js';
import { type AlertingRule, type Firing, firingsOf } from './alert-firings.js';
import { startPastPrometheus } from './past-prometheus.js';
import { createScrapeArchive } from './scrape-archive.js';

const minuteMs = 60_000;
/** Evaluations come this long after a scrape; a series that the scrape lacks is gone by then. */
const evaluationDelayMs = 20_000;
const lookbackMs = 50_000;

interface Rule extends AlertingRule {
  readonly expression: string;
}

export interface Lived {
  readonly firings: readonly Firing[];
  readonly figures: Readonly<Record<string, number>>;
}

/** What the shipped rules would have alerted of, had a real Prometheus scraped the daemons all the time. */
export async function alertsOver(
  scenario: ScenarioInput,
  configuration: object,
  life: Omit<Life, 'configFile' | 'scrapeIntervalMs' | 'stepMs'>,
): Promise<Lived> {
  const startedAt = performance.now();
  const seconds = () => Math.round((performance.now() - startedAt) / 1000);
  const directory = mkdtempSync(join(tmpdir(), 'restore-test-monitor-month-'));
  const configFile = join(directory, 'config.yaml');
  writeFileSync(configFile, JSON.stringify(configuration));
  const rules = shippedRules();
  let nowMs = life.fromMs;
  const clock = () => nowMs;
  const setTime = (ms: number) => {
    nowMs = ms;
  };
  const archive = createScrapeArchive(directory, familiesOf(rules));
  const simulator = await startSimulator({
    scenario: scenarioOf(scenario),
    clock,
    machineClock: clock,
  });
  try {
    await liveThrough(
      { ...life, configFile, scrapeIntervalMs: minuteMs, stepMs: 10_000 },
      { simulator, scraped: archive.add, setTime },
    );
    const livedSeconds = seconds();
    const tsdb = await archive.close();
    const archivedSeconds = seconds();
    const prometheus = await startPastPrometheus(directory, tsdb, lookbackMs);
    try {
      const range = {
        fromMs: life.fromMs + evaluationDelayMs,
        untilMs: life.untilMs - minuteMs + evaluationDelayMs,
        stepMs: minuteMs,
      };
      const evaluations = Array.from(
        { length: (range.untilMs - range.fromMs) / minuteMs + 1 },
        (_, index) => range.fromMs + index * minuteMs,
      );
      const firings: Firing[] = [];
      for (const rule of rules) {
        const series = await prometheus.queryRange(rule.expression, range);
        firings.push(...firingsOf(rule, series, evaluations));
      }
      const { scrapes, samples, series } = archive.counts;
      return {
        firings: firings.toSorted((a, b) => a.fromMs - b.fromMs),
        figures: {
          days: (life.untilMs - life.fromMs) / 86_400_000,
          factor: Math.round((life.untilMs - life.fromMs) / 1000 / livedSeconds),
          scrapes,
          samples,
          series,
          rules: rules.length,
          evaluations: rules.length * evaluations.length,
          livedSeconds,
          archivedSeconds: archivedSeconds - livedSeconds,
          evaluatedSeconds: seconds() - archivedSeconds,
        },
      };
    } finally {
      await prometheus.stop();
    }
  } finally {
    await simulator.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

interface WrittenRule {
  readonly alert?: string;
  readonly expr: string;
  readonly for?: string;
  readonly keep_firing_for?: string;
}

function shippedRules(): Rule[] {
  const { groups } = parse(readFileSync('config/prometheus/restore-test-monitor.rules.yaml', 'utf8')) as {
    groups: { rules: WrittenRule[] }[];
  };
  return groups
    .flatMap((group) => group.rules)
    .flatMap(({ alert, expr, for: pending = '0s', keep_firing_for: kept = '0s' }) =>
      alert === undefined
        ? []
        : [{ alert, expression: expr, forMs: durationMs(pending), keepFiringForMs: durationMs(kept) }],
    );
}

function durationMs(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new Error(`${text} is no duration`);
  return ms;
}

function familiesOf(rules: readonly Rule[]): string[] {
  const names = rules.flatMap(
    ({ expression }) => expression.match(/\b(?:aws_backup|restore_test_monitor)_\w+/g) ?? [],
  );
  return [...new Set(names)];
}
