import { afterEach, expect, it } from '@jest/globals';
import { takeLibraryWarnings } from '../src/take-library-warnings.js';
import { emitTo } from './emit-to.js';

let undo = () => {};
afterEach(() => undo());

it('tells what libraries warn of, each text once, and prints nothing', () => {
  const lines: unknown[] = [];
  undo = takeLibraryWarnings(emitTo({ libraryWarned: ({ warning }) => lines.push(warning) }));
  console.warn('the profile %s has %d keys', 'default', 2);
  console.warn('the profile %s has %d keys', 'default', 2);
  console.error('out of date');
  process.emit('warning', Object.assign(new Error('gone in the next version'), { name: 'SdkWarning' }));
  expect(lines).toEqual([
    'the profile default has 2 keys',
    'out of date',
    'SdkWarning: gone in the next version',
  ]);
});

it('tells at most a hundred texts', () => {
  let lines = 0;
  undo = takeLibraryWarnings(emitTo({ libraryWarned: () => (lines += 1) }));
  for (let index = 0; index < 200; index += 1) console.warn(`warning ${index}`);
  expect(lines).toBe(100);
});

it('can be undone', () => {
  const before = [console.warn, console.error, ...process.listeners('warning')];
  takeLibraryWarnings(emitTo())();
  expect([console.warn, console.error, ...process.listeners('warning')]).toEqual(before);
});
