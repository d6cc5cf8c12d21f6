import { afterEach, expect, it } from '@jest/globals';
import { logLibraryWarnings } from '../../src/log/library-warnings.js';

let undo = () => {};
afterEach(() => undo());

it('logs what libraries warn of, each text once, and prints nothing', () => {
  const lines: unknown[] = [];
  undo = logLibraryWarnings({ warn: (fields, message) => lines.push([fields, message]) });
  console.warn('the profile %s has %d keys', 'default', 2);
  console.warn('the profile %s has %d keys', 'default', 2);
  console.error('out of date');
  process.emit('warning', Object.assign(new Error('gone in the next version'), { name: 'SdkWarning' }));
  expect(lines).toEqual([
    [{ warning: 'the profile default has 2 keys' }, 'a library warns'],
    [{ warning: 'out of date' }, 'a library warns'],
    [{ warning: 'SdkWarning: gone in the next version' }, 'a library warns'],
  ]);
});

it('logs at most a hundred texts', () => {
  let lines = 0;
  undo = logLibraryWarnings({ warn: () => (lines += 1) });
  for (let index = 0; index < 200; index += 1) console.warn(`warning ${index}`);
  expect(lines).toBe(100);
});

it('can be undone', () => {
  const before = [console.warn, console.error, ...process.listeners('warning')];
  logLibraryWarnings({ warn() {} })();
  expect([console.warn, console.error, ...process.listeners('warning')]).toEqual(before);
});
