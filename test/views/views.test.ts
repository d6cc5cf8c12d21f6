import { beforeAll, describe, expect, it } from '@jest/globals';
import { goldenCases, type PlayedScenario, playGoldenCase, playScenario } from '../golden/played-scenario.js';
import { seriesOfExposition, seriesOfViews } from './series-of-views.js';
import { throughJson, type Views, viewsOfStates } from './views-of-states.js';

/** What names each view: no other of its kind has the same. */
function idsOf({ targets, resources, plans, leftovers, tests }: Views): string[] {
  const named = [
    ...targets.map((each) => [each, 'target'] as const),
    ...resources.map((each) => [each, 'resource', each.resourceArn] as const),
    ...plans.map((each) => [each, 'plan', each.name] as const),
    ...leftovers.map((each) => [each, 'leftover', each.createdResourceArn] as const),
    ...tests.map((each) => [each, 'test', each.restoreJobId] as const),
  ];
  return named.map(([{ accountId, region }, ...id]) => [accountId, region, ...id].join(' '));
}

const goldenScenarios = goldenCases.map((name) => ({ name, play: () => playGoldenCase(name) }));
let playedDemo: Promise<PlayedScenario> | undefined;
const demo = {
  name: 'the demo',
  play: () => (playedDemo ??= playScenario('config/scenarios/demo.yaml', 'config/demo.yaml')),
};

describe.each([...goldenScenarios, demo])('the views of $name', ({ play }) => {
  let played: PlayedScenario;
  let views: Views;

  beforeAll(async () => {
    played = await play();
    views = viewsOfStates(played.states, played.config);
  });

  it('fit their schemas, and a way through JSON changes none of them', () => {
    expect(throughJson(views)).toEqual(views);
  });

  it('have one identity each', () => {
    const ids = idsOf(views);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('say what the metrics say', () => {
    const lookbackStartMs = (played.states[0]?.asOf.getTime() ?? 0) - played.config.lookback;
    const tests = views.tests.filter(({ creationDate }) => Date.parse(creationDate) >= lookbackStartMs);
    const implied = seriesOfViews({ ...views, tests }, played.config.tags.keys);
    expect(Object.fromEntries(implied)).toEqual(Object.fromEntries(seriesOfExposition(played.exposition)));
  });
});

describe('the views of a world in which much goes wrong', () => {
  it('count what a page shows first as PromQL does', async () => {
    const played = await demo.play();
    const { resources, plans, leftovers, targets } = viewsOfStates(played.states, played.config);
    const series = seriesOfExposition(played.exposition);
    const valuesOf = (name: string) =>
      new Map((series.get(name) ?? []).map((line) => [line.replace(/^\w+|\s\S+$/g, ''), sampleOf(line)]));
    const total = (name: string) => [...valuesOf(name).values()].reduce((sum, value) => sum + value, 0);

    const closed = valuesOf('aws_backup_restore_testing_plan_last_closed_execution_timestamp_seconds');
    const overdue = [...valuesOf('aws_backup_restore_testing_plan_due_timestamp_seconds')].filter(
      ([labels, due]) => due > (closed.get(labels) ?? 0),
    );
    const failing = (series.get('aws_backup_restore_test_last_result') ?? []).filter(
      (line) => !/verdict="(passed|restored)"/.test(line),
    );
    const counted = {
      protectedResources: resources.filter(({ isProtected }) => isProtected).length,
      proven: resources.filter(({ isProtected, isProven }) => isProtected && isProven).length,
      failing: resources
        .flatMap(({ latestTests }) => latestTests)
        .filter(({ verdict }) => verdict !== undefined && verdict !== 'passed' && verdict !== 'restored')
        .length,
      overdue: plans.filter(({ isOverdue }) => isOverdue).length,
      leftovers: leftovers.length,
      targetsDown: targets.filter(({ state }) => state === 'failing').length,
    };
    expect(counted).toEqual({
      protectedResources: total('aws_backup_protected_resources'),
      proven: total('aws_backup_protected_resources_tested'),
      failing: failing.length,
      overdue: overdue.length,
      leftovers: total('aws_backup_restore_leftover_info'),
      targetsDown: [...valuesOf('restore_test_monitor_target_up').values()].filter((up) => up === 0).length,
    });
    expect(Object.entries(counted).filter(([, amount]) => amount === 0)).toEqual([]);
  });
});

function sampleOf(line: string): number {
  return Number(line.slice(line.lastIndexOf(' ') + 1));
}
