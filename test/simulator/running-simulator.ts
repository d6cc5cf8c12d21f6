import { afterEach } from '@jest/globals';
import { type ScenarioInput, scenarioOf } from '../../src/simulator/scenario.js';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../src/simulator/simulator.js';

const running: Simulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.close()));
});

/** A simulator that is closed after the test. */
export async function simulate(
  scenario: ScenarioInput,
  options: Omit<SimulatorOptions, 'scenario'> = {},
): Promise<Simulator> {
  const simulator = await startSimulator({ scenario: scenarioOf(scenario), ...options });
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
