import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  accountMetrics,
  applicationMetrics,
  exceptionMetrics,
  selfMetrics,
  summaryMetrics,
  targetMetrics,
} from '../../generators/docs/metrics-doc.js';
import { createCli } from '../../src/cli.js';
import { listOptions } from '../../src/config/list-options.js';
import { configSchema } from '../../src/config/schema.js';
import { sourceFiles } from './source-imports.js';
import { bannedPatterns, docstringsOf, lineCommentsOf, proseOf, questionStart } from './vocabulary.js';

const documents = [
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  'config/iam/README.md',
  'helm/restore-test-monitor/README.md',
];

/** What the generated reference repeats of the metrics: Prometheus shows these texts, and golden files hold them. */
const metricHelps = new Set(
  [
    ...targetMetrics,
    ...summaryMetrics,
    ...accountMetrics,
    ...applicationMetrics,
    ...exceptionMetrics,
    ...selfMetrics(),
  ].map(({ help }) => help),
);
const prose = documents
  .flatMap((file) => proseOf(readFileSync(file, 'utf8')).map((text) => ({ file, text })))
  .filter(({ text }) => !metricHelps.has(text));

const commentsOf = (read: (source: string) => string[]) =>
  sourceFiles.flatMap((file) => read(readFileSync(`src/${file}`, 'utf8')).map((text) => ({ file, text })));
const docstrings = commentsOf(docstringsOf);
const lineComments = commentsOf(lineCommentsOf);

describe.each([...bannedPatterns, questionStart])('$name', ({ pattern, example, better }) => {
  it('is found in its example, and not in what is better', () => {
    expect(example).toMatch(pattern);
    expect(better).not.toMatch(pattern);
  });
});

describe.each(bannedPatterns)('$name', ({ pattern }) => {
  it('is in no document', () => {
    expect(prose.filter(({ text }) => pattern.test(text))).toEqual([]);
  });

  it('is in no help text', () => {
    expect(helpTexts().filter((text) => pattern.test(text))).toEqual([]);
  });

  it('is in no comment', () => {
    expect([...docstrings, ...lineComments].filter(({ text }) => pattern.test(text))).toEqual([]);
  });
});

it('begins each docstring and each help text with a verb or a noun phrase', () => {
  const texts = [...docstrings, ...helpTexts().map((text) => ({ file: 'help', text }))];
  expect(texts.filter(({ text }) => questionStart.pattern.test(text))).toEqual([]);
});

it('reads prose without code, cell by cell, and docstrings without their stars', () => {
  const markdown =
    'One `who` line\nand [more](tells.md).\n\n```sh\ntells\n```\n\n| A | B |\n1. First\n2. Second\n';
  expect(proseOf(markdown)).toEqual(['One x line and [more].', 'A', 'B', '1. First', '2. Second']);
  expect(docstringsOf('/** One. */\n  /**\n   * Two\n   * lines.\n   */\n/* none */')).toEqual([
    'One.',
    'Two lines.',
  ]);
});

function helpTexts(): string[] {
  const program = createCli(
    { build: { version: '0', revision: '0' }, env: {}, stdout: () => {}, stderr: () => {}, process },
    () => {},
  );
  const commands = [program, ...program.commands];
  return [
    ...listOptions(configSchema).map(({ description }) => description),
    ...commands.map((command) => command.description()),
    ...commands.flatMap(({ options }) => options.map(({ description }) => description)),
  ];
}
