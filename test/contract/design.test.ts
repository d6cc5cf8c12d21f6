import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const decisions = readFileSync('docs/design/decisions.md', 'utf8')
  .split(/^## /m)
  .slice(1)
  .map((text) => ({ title: text.slice(0, text.indexOf('\n')), text: text.trimEnd() }));

it('numbers the decisions in their order', () => {
  expect(decisions.map(({ title }) => Number.parseInt(title, 10))).toEqual(
    decisions.map((_, index) => index + 1),
  );
});

describe.each(decisions)('decision $title', ({ text }) => {
  it('has a date, its context, the decision and the consequences, in a few lines', () => {
    const [, day = '', ...paragraphs] = text.split('\n\n');
    expect(new Date(day).toISOString().slice(0, 10)).toBe(day);
    expect(paragraphs.map((each) => /^\*\*(\w+)\.\*\* /.exec(each)?.[1])).toEqual([
      'Context',
      'Decision',
      'Consequences',
    ]);
    const lines = text.split('\n').length;
    expect(lines).toBeGreaterThanOrEqual(10);
    expect(lines).toBeLessThanOrEqual(20);
  });

  it('names only files and folders that exist', () => {
    const paths = [...text.matchAll(/`([a-z-]+\/[\w./-]*)`/g)].map(([, path = '']) => path);
    expect(paths.filter((path) => !existsSync(path) && !existsSync(`src/${path}`))).toEqual([]);
  });
});
