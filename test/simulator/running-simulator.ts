import { afterEach } from '@jest/globals';
import { type Scenario, type ScenarioInput, scenarioOf } from '../../src/simulator/scenario/scenario.js';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../src/simulator/simulator.js';

const running: Simulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.close()));
});

type Options = Omit<SimulatorOptions, 'scenario'>;

/** A simulator that is closed after the test. */
export function simulate(scenario: ScenarioInput, options: Options = {}): Promise<Simulator> {
  return simulateLoaded(scenarioOf(scenario), options);
}

export async function simulateLoaded(scenario: Scenario, options: Options = {}): Promise<Simulator> {
  const simulator = await startSimulator({ scenario, ...options });
  running.push(simulator);
  return simulator;
}

export const twoAccounts: ScenarioInput = {
  regions: ['eu-west-1', 'eu-central-1'],
  role: { name: 'monitor' },
  accounts: [
    { id: '111122223333', name: 'monitoring' },
    { id: '444455556666', name: 'payments' },
  ],
};
