import { expect, it } from '@jest/globals';
import { changesOf } from '../../../src/restores/ledger/change.js';
import { draftOf } from '../../../src/restores/ledger/draft-map.js';

const before: ReadonlyMap<string, number> = new Map([
  ['a', 1],
  ['b', 2],
  ['c', 3],
]);

const row = (key: string, at: Date | undefined, names: readonly string[] = []) => ({ key, at, names });
const keyOf = ({ key }: { readonly key: string }) => key;

it('reads like the next map, and leaves the one before as it is', () => {
  const draft = draftOf(before);
  draft.set('b', 20);
  draft.set('d', 4);
  draft.delete('c');
  expect([draft.get('a'), draft.get('b'), draft.has('c'), draft.get('d')]).toEqual([1, 20, false, 4]);
  expect([...draft.entries()]).toEqual([...draft.finished()]);
  expect(draft.which((value) => value % 2 === 0)).toEqual([20, 4]);
  expect(draft.changes()).toEqual(
    new Map([
      ['b', { before: 2, after: 20 }],
      ['d', { before: undefined, after: 4 }],
      ['c', { before: 3, after: undefined }],
    ]),
  );
  expect([...draft.finished((value) => -value)]).toEqual([
    ['a', 1],
    ['b', -20],
    ['d', -4],
  ]);
  expect([...before.values()]).toEqual([1, 2, 3]);
});

it('is the map before where nothing changed', () => {
  const draft = draftOf(before);
  draft.set('a', 1);
  draft.set('d', 4);
  draft.delete('d');
  draft.delete('e');
  expect([draft.changes().size, draft.finished()]).toEqual([0, before]);
  expect(draft.finished()).toBe(before);
});

it('lists the rows that are new, altered or gone, by their keys', () => {
  const [kept, altered, gone] = [
    row('kept', new Date(1), ['x']),
    row('altered', new Date(1)),
    row('gone', undefined),
  ];
  const next = [row('new', undefined), row('kept', new Date(1), ['x']), row('altered', new Date(2))];
  expect(changesOf([kept, altered, gone], next, keyOf)).toEqual([
    { before: undefined, after: next[0] },
    { before: altered, after: next[2] },
    { before: gone, after: undefined },
  ]);
  expect(changesOf([altered], [row('altered', undefined, ['y'])], keyOf, keyOf)).toEqual([]);
});
