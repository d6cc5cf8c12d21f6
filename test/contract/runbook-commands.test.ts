import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { operations } from '../../src/simulator/operations.js';

const pages = readdirSync('docs', { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.md'),
);
const reads = new Map(
  pages.flatMap((page) =>
    [
      ...readFileSync(`docs/${page}`, 'utf8').matchAll(
        /\baws (?:backup|organizations) ((?:list|get|describe)-[a-z-]+)/g,
      ),
    ].map(([, command = '']): [string, string] => [command, page]),
  ),
);

it.each([...reads])('aws … %s of %s can be tried against the simulator', (command) => {
  const operation = command.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  expect(operations.map(({ name }) => name)).toContain(operation);
});

it('finds the commands of the runbooks', () => {
  expect(reads.size).toBeGreaterThan(5);
});
