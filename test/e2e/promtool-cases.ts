import { type AlertScenario, accountName, place, type Series, series, type Value } from './alert-scenario.js';
import { changeCases } from './change-cases.js';
import { type PromtoolCase, until } from './promtool-case.js';
import { renameCases } from './rename-cases.js';

/** The metric that tells the name of an account to a description. */
const named = 'restore_test_monitor_target_up';

/** Everything that is asked of an alert: what its scenario says, and what holds for all. */
export function promtoolCases(scenario: AlertScenario): PromtoolCase[] {
  const { alert, at, notYetAt, step = 1, labels, description } = scenario;
  const all = withAccountName(scenario.series);
  const base = { alert, series: all, step, at };
  const fires = { ...base, fires: { labels, description } };
  const silent = { ...base, fires: undefined };
  const isNeeded = ({ name }: Series) => name !== named || scenario.series.some((one) => one.name === name);
  const states: PromtoolCase[] = [
    { ...fires, name: 'fires' },
    ...Object.entries(scenario.quiet).map(([state, values]) => ({
      ...silent,
      name: `is silent when ${state}`,
      series: all.map((each) => withValue(each, values)),
    })),
    ...Object.entries(scenario.fires ?? {}).map(([state, values]) => ({
      ...fires,
      name: `fires when ${state}`,
      series: all.map((each) => withValue(each, values)),
    })),
    ...Object.entries(scenario.kept ?? {}).map(([state, values]) => ({
      ...fires,
      isKept: true as const,
      name: `is kept when ${state}`,
      series: all.map((each) => withValue(each, values)),
    })),
  ];
  return [
    ...states,
    ...renameCases(states),
    ...changeCases(scenario, all),
    { ...silent, name: 'is silent without any series', series: [] },
    {
      ...silent,
      name: 'is silent once its series have ended',
      series: all.map((each) => until(each, at)),
      at: at + (scenario.outlives ?? (step === 1 ? 20 : 40)),
    },
    ...all
      .filter((each) => isNeeded(each) && scenario.optional?.[each.name] === undefined)
      .map(({ name }) => ({
        ...silent,
        name: `is silent without ${name}`,
        series: all.filter((each) => each.name !== name),
      })),
    ...(notYetAt === undefined ? [] : [{ ...silent, name: 'is silent before its time', at: notYetAt }]),
    ...Object.entries(scenario.optional ?? {}).map(([name, difference]) => ({
      ...fires,
      fires: { ...fires.fires, ...difference },
      name: `fires without ${name}`,
      series: all.filter((each) => each.name !== name),
    })),
    ...(all.every(isNeeded)
      ? []
      : [{ ...withoutAccountName(fires), name: 'fires without the account name' }]),
    ...(scenario.isBridged === false ? [] : bridgedCases(fires)),
  ];
}

/** The alert goes on while nothing is scraped for a moment. */
function bridgedCases(fires: Omit<PromtoolCase, 'name'>): PromtoolCase[] {
  const { at, step } = fires;
  return [
    {
      ...fires,
      name: 'fires when the last scrape failed',
      series: fires.series.map((each) => until(each, at - step)),
    },
    { ...fires, name: 'fires while the daemon restarts', restart: [at - step, at + 2 * step] },
    { ...fires, name: 'fires when the daemon has restarted elsewhere', restart: [at - 2 * step, at] },
  ];
}

function withAccountName(all: readonly Series[]): readonly Series[] {
  const isNamed = all.some(({ labels }) => labels['aws_account'] !== undefined);
  return isNamed && all.every(({ name }) => name !== named) ? [...all, series(named, place, 1)] : all;
}

function withoutAccountName<Case extends Omit<PromtoolCase, 'name'>>(fires: Case): Case {
  const { description = '', labels = {} } = fires.fires ?? {};
  return {
    ...fires,
    series: fires.series.filter(({ name }) => name !== named),
    fires: { labels, description: description.replace(`${accountName} `, '') },
  };
}

function withValue(each: Series, values: Readonly<Record<string, Value>>): Series {
  return { ...each, value: values[each.name] ?? each.value };
}
