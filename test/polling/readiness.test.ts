import { expect, it } from '@jest/globals';
import { createReadiness } from '../../src/polling/readiness.js';
import { createTargetStates } from '../../src/polling/target-states.js';
import type { DiscoveryState } from '../../src/targets/discovery-state.js';
import type { Target } from '../../src/targets/target.js';
import { asUpdate } from '../targets/as-update.js';

const targetOf = (accountId: string): Target => ({ accountId, accountName: accountId, region: 'eu-west-1' });
const [one, two] = [targetOf('111122223333'), targetOf('444455556666')];
const allPublished = { changes: () => 1, published: () => 1 };
const tried = { sources: { jobs: { durationSeconds: 1 } } };

it('waits for a try of each target where the configuration names them all', () => {
  const states = createTargetStates([one, two], () => undefined);
  const ready = createReadiness(states, () => undefined, allPublished);
  expect(ready.undiscovered()).toBeUndefined();
  const untried = [ready.untriedTargets(), ready.untriedTargets()];
  states.update(
    one,
    asUpdate((state) => ({ ...state, ...tried })),
  );
  untried.push(ready.untriedTargets());
  states.update(
    two,
    asUpdate((state) => ({ ...state, ...tried })),
  );
  untried.push(ready.untriedTargets());
  expect(ready.isUnpublished()).toBe(false);
  states.replace([targetOf('777788889999')], 'discovery');
  untried.push(ready.untriedTargets());
  const both = ['111122223333/eu-west-1', '444455556666/eu-west-1'];
  expect(untried).toEqual([both, both, ['444455556666/eu-west-1'], [], []]);
});

it('stays, also where targets are looked for in another way since', () => {
  let state: DiscoveryState | undefined;
  const ready = createReadiness(
    createTargetStates([], () => undefined),
    () => state,
    allPublished,
  );
  expect([ready.untriedTargets(), ready.isUnpublished()]).toEqual([[], false]);
  state = {};
  expect([ready.undiscovered(), ready.untriedTargets()]).toEqual([undefined, []]);
});

it('waits until the last first try is published, and for no later change', () => {
  const publication = { changes: 0, published: 0 };
  const states = createTargetStates([one, two], () => {
    publication.changes += 1;
  });
  const ready = createReadiness(states, () => undefined, {
    changes: () => publication.changes,
    published: () => publication.published,
  });
  const isUnpublished = [ready.isUnpublished()];
  for (const target of [one, two])
    states.update(
      target,
      asUpdate((state) => ({ ...state, ...tried })),
    );
  isUnpublished.push(ready.isUnpublished());
  publication.published = 1;
  states.update(
    one,
    asUpdate((state) => ({ ...state, ...tried })),
  );
  isUnpublished.push(ready.isUnpublished());
  publication.published = 2;
  isUnpublished.push(ready.isUnpublished());
  states.update(
    one,
    asUpdate((state) => ({ ...state, ...tried })),
  );
  isUnpublished.push(ready.isUnpublished());
  expect(isUnpublished).toEqual([false, true, true, false, false]);
});
