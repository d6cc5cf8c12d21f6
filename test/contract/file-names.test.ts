import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { sourceFiles } from './source-imports.js';

describe('every file of src', () => {
  it('exports something under its own name', () => {
    const misnamed = sourceFiles.filter((file) => !isNamed(file, readFileSync(`src/${file}`, 'utf8')));
    expect(misnamed).toEqual([]);
  });

  it.each([
    ['a/poll-target.ts', 'export function pollTarget() {}', true],
    ['a/poll-target.ts', 'export async function pollTargetOnce() {}', true],
    ['a/target.ts', 'export interface Target {}', true],
    ['a/server.ts', 'export interface ServerOptions {}\nexport function createServer() {}', true],
    ['a/server.ts', 'export interface ServerOptions {}\nexport function start() {}', false],
    ['a/server.ts', 'export const observers = [];', false],
    ['a/worker.ts', 'parentPort.postMessage(1);', true],
  ])('reads %s that holds %j', (file, text, expected) => {
    expect(isNamed(file, text)).toBe(expected);
  });
});

/** Whether a function, class or constant has the words of the file's name in its own, or a type has just these. */
function isNamed(file: string, text: string): boolean {
  const base = file.replace(/^.*\//, '').replace(/\.tsx?$/, '');
  const declarations = text.matchAll(
    /^export (?:async |abstract )*(function\*?|class|const|interface|type) (\w+)/gm,
  );
  const names = Array.from(declarations, ([, kind = '', name = '']) => ({ kind, words: kebab(name) }));
  return (
    names.length === 0 ||
    names.some(({ kind, words }) =>
      kind === 'interface' || kind === 'type' ? words === base : `-${words}-`.includes(`-${base}-`),
    )
  );
}

function kebab(name: string): string {
  return name.replaceAll(/([a-z\d])([A-Z])/g, '$1-$2').toLowerCase();
}
