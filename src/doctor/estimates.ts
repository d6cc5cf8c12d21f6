import type { BuildInfo } from '../build-info.js';
import type { Config } from '../config/config.js';
import { createExposition } from '../metrics/exposition.js';
import { createSelfMetrics } from '../metrics/self-metrics.js';
import { expositionSettings } from '../settings.js';
import { sources } from '../sources/sources.js';
import type { UnitsByAccount } from '../targets/known-lists.js';
import type { TargetState } from '../targets/target-state.js';
import type { Examination } from './examine-target.js';
import type { Estimates } from './report.js';
import { runsPerHour } from './runs-per-hour.js';

const hourMs = 3_600_000;
/** A session is renewed this long before its end. */
const renewedBeforeMs = 5 * 60_000;

/**
 * Estimates the calls to AWS and the series of the daemon from what was found. `discoveryCalls` is the number of calls
 * that finding the targets took.
 */
export async function estimatesOf(
  config: Config,
  build: BuildInfo,
  examinations: readonly Examination[],
  discoveryCalls: number,
  organizationalUnits?: UnitsByAccount,
): Promise<Estimates> {
  const settings = { ...expositionSettings(config), testsAwait: [], objectivesAwait: undefined };
  const seriesOf = (states: readonly TargetState[]) => {
    const names = new Map(states.map(({ target }) => [target.accountId, target.accountName]));
    return countSeries(
      createExposition(
        settings,
        () => states,
        () => ({ names, organizationalUnits }),
      )().join(''),
    );
  };
  const states = examinations.flatMap(({ facts }) => (facts ? [facts.state] : []));
  const own = await createSelfMetrics(build, config.sharding).registry.metrics();
  return {
    runsPerHour: new Map(sources.map(({ id, options }) => [id, runsPerHour(options(config).schedule)])),
    otherCallsPerHour: renewalsPerHour(config, examinations) + discoveryCalls * discoveriesPerHour(config),
    series: seriesOf(states) + countSeries(own),
    seriesOf: ({ facts }) => (facts ? seriesOf([facts.state]) : 0),
  };
}

function renewalsPerHour({ aws }: Config, examinations: readonly Examination[]): number {
  const roles = new Set(examinations.flatMap(({ target }) => target.role?.arn ?? []));
  return (roles.size * hourMs) / (aws.roleSessionDuration - renewedBeforeMs);
}

function discoveriesPerHour({ organization }: Config): number {
  return organization === undefined ? 1 : runsPerHour(organization.schedule);
}

function countSeries(exposition: string): number {
  return exposition.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
}
