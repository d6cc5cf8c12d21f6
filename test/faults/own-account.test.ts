import { expect, it } from '@jest/globals';
import { faultKinds } from '../../src/simulator/faults/fault-rule.js';
import { currentFailure } from '../../src/targets/target-state.js';
import { region } from './changing-world.js';
import { readCell, statedCells, statedResults } from './stated-outcomes.js';
import { hostTroubledDaemons, startTroubledDaemon, type TroubledDaemon } from './troubled-daemon.js';

const operation = 'GetCallerIdentity';
const off = { enabled: false };
const config = { regions: [region], plans: off, resources: off, summaries: off };

hostTroubledDaemons();

function shown({ app }: TroubledDaemon): string[] {
  return app.states.all().map((state) => {
    const failure = currentFailure(state);
    const outcome = failure ? `${failure.operation}: ${failure.reason}` : 'read';
    return `${state.target.accountId || 'own account'} ${outcome}`;
  });
}

it('fails with every fault of GetCallerIdentity as docs/faults.md says, until that has once told the account', async () => {
  const observed: Record<string, string[][]> = {};
  for (const kind of faultKinds) {
    const daemon = await startTroubledDaemon(3, { config, attempts: 3, endsSessions: false });
    const fault = { kind, operation, delay: '5ms' };
    observed[kind] = [];
    for (const faults of [[fault], [], [fault]]) {
      await daemon.poll(faults);
      observed[kind].push(shown(daemon));
    }
    await daemon.close();
  }
  const read = ['111122223333 read'];
  const stated = faultKinds.map((kind) => {
    const { outcome, reason } = readCell(statedCells[operation]?.[kind] ?? '');
    const fails = statedResults[outcome]?.['Lasting, 3 attempts'].result === 'fails';
    return [kind, [fails ? [`own account ${operation}: ${reason}`] : read, read, read]];
  });
  expect(observed).toEqual(Object.fromEntries(stated));
});
