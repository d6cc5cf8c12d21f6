import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { scenarioOf } from '../../../src/simulator/scenario/scenario.js';
import { startSimulator } from '../../../src/simulator/simulator.js';
import { parseExposition, sum } from '../../integration/exposition-lines.js';
import { liveThrough, type Timed } from '../time-lapse/live-through.js';
import { endsShown } from './ends.js';
import { configurationOf, eventfulOrganization, faultsOf } from './eventful-organization.js';
import { leastOf, type ProcessFigures, processFigures } from './process-figures.js';
import { watchTruth } from './watch-truth.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const isWhole = process.env['WHOLE_SOAK'] === 'true';
const eventfulDays = isWhole ? 30 : 1;
/** What has begun takes less than two days more, deletions included. */
const days = eventfulDays + 2;
const fromMs = Date.parse('2026-10-03T00:00:00Z');

const scenario = scenarioOf(eventfulOrganization(eventfulDays));
const directory = mkdtempSync(join(tmpdir(), 'restore-test-monitor-soak-'));
const configFile = join(directory, 'config.yaml');

afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** A reload each day, in which the sessions at AWS are replaced. */
const timeline = Array.from({ length: days }, (_, day): Timed => {
  const atMs = fromMs + day * dayMs;
  if (day === 0) return { atMs, happening: { kind: 'start', instance: 'a' } };
  return { atMs, happening: { kind: 'reload', instance: 'a', configuration: configurationOf(day) } };
});

async function live() {
  let nowMs = fromMs;
  let page = '';
  const clock = () => nowMs;
  const simulator = await startSimulator({ scenario, clock, machineClock: clock });
  simulator.setFaults(faultsOf(eventfulDays));
  writeFileSync(configFile, JSON.stringify(configurationOf(0)));
  const truth = watchTruth(simulator, scenario);
  const figures = Array.from({ length: days }, (): ProcessFigures[] => []);
  try {
    await liveThrough(
      {
        fromMs,
        untilMs: fromMs + days * dayMs,
        scrapeIntervalMs: 10 * 60_000,
        stepMs: 60_000,
        timeline,
        configFile,
        patienceMs: 250,
      },
      {
        simulator,
        setTime(ms) {
          nowMs = ms;
        },
        scraped(exposition, _, atMs) {
          page = exposition;
          figures[Math.floor((atMs - fromMs) / dayMs)]?.push(processFigures(exposition));
          if ((atMs - fromMs) % (6 * hourMs) !== 0) return;
          truth.look();
          simulator.closeConnections();
        },
      },
    );
    truth.look();
  } finally {
    await simulator.close();
  }
  return { page, ends: truth.ends(), daily: figures.map(leastOf) };
}

function callsOf(page: string) {
  const samples = parseExposition(page);
  return {
    requests: sum(samples, 'restore_test_monitor_aws_requests_total'),
    failures: sum(samples, 'restore_test_monitor_aws_request_failures_total'),
  };
}

let lived: Awaited<ReturnType<typeof live>>;

beforeAll(async () => {
  lived = await live();
  if (!isWhole) return;
  const ended = [...lived.ends.values()].reduce((all, count) => all + count, 0);
  const daily = lived.daily.map((figures, day) => ({ day, ...figures }));
  for (const line of [...daily, { ...callsOf(lived.page), ended }])
    process.stdout.write(`${JSON.stringify(line)}\n`);
}, 7_200_000);

describe('through faults of every kind', () => {
  it('counts what AWS did', () => {
    expect(lived.ends.size).toBeGreaterThan(20);
    expect(endsShown(lived.page)).toEqual(lived.ends);
  });

  it('has met them', () => {
    const { requests, failures } = callsOf(lived.page);
    expect(failures).toBeGreaterThan(requests / 50);
  });

  it('is well when they are over', () => {
    const samples = parseExposition(lived.page);
    expect(sum(samples, 'restore_test_monitor_target_up')).toBe(
      scenario.accounts.length * scenario.regions.length,
    );
    expect(sum(samples, 'restore_test_monitor_config_last_reload_success_timestamp_seconds')).toBe(
      (timeline.at(-1)?.atMs ?? 0) / 1000,
    );
  });

  it('grows by nothing', () => {
    const week = Math.min(7, (days - 1) / 2);
    const early = leastOf(lived.daily.slice(1, 1 + week));
    const late = leastOf(lived.daily.slice(-week));
    const connections = 2; // that may be open or not
    expect(late.descriptors).toBeLessThanOrEqual(early.descriptors + connections);
    expect(late.handles).toBeLessThanOrEqual(early.handles + connections);
    // It takes days until as much memory is taken as the polls need.
    const growth = isWhole ? { heap: 1.1, resident: 1.2 } : { heap: 1.5, resident: 2 };
    expect(late.heapBytes).toBeLessThan(early.heapBytes * growth.heap);
    expect(late.residentBytes).toBeLessThan(early.residentBytes * growth.resident);
  });
});
