import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { partsPicture } from './parts-picture.js';
import { layerOf, sourceFiles, sourceImports } from './source-imports.js';

const decisions = readFileSync('docs/design/decisions.md', 'utf8')
  .split(/^## /m)
  .slice(1)
  .map((text) => ({ title: text.slice(0, text.indexOf('\n')), text: text.trimEnd() }));

const overview = readFileSync('docs/design/README.md', 'utf8');
const way = [...overview.matchAll(/^\| (\**)`src\/([^`]+)`/gm)].map(([, bold = '', file = '']) => ({
  file,
  hasMeaning: bold !== '',
}));

it('shows the parts as they import each other; UPDATE_GOLDEN=1 draws them anew', () => {
  const drawn = overview.replace(/(?<=^```mermaid\n)[\s\S]*?(?=^```)/m, `${partsPicture(sourceImports)}\n`);
  if (process.env['UPDATE_GOLDEN']) writeFileSync('docs/design/README.md', drawn);
  expect(readFileSync('docs/design/README.md', 'utf8')).toBe(drawn);
});

it('has a row in CONTRIBUTING.md for each folder of src', () => {
  const rows: readonly string[] = readFileSync('CONTRIBUTING.md', 'utf8').match(/^\| `[a-z-]+\/`/gm) ?? [];
  const folders = sourceFiles.map(layerOf).filter((layer) => !layer.includes('.'));
  const missing = folders.filter((folder) => !rows.includes(`| \`${folder}/\``));
  expect([...new Set(missing)]).toEqual([]);
});

describe('the way from AWS to a metric', () => {
  it('is a chain of imports', () => {
    const links = way.slice(1).map(({ file }, index) => [way[index]?.file, file]);
    expect(way.length).toBeGreaterThan(5);
    expect(links.filter((link) => !isLink(link))).toEqual([]);
  });

  it('begins where the id of a job is read and ends where lines are written', () => {
    expect(textOf(way.at(0)?.file)).toMatch(/\bRestoreJobId\b[\s\S]*\bStatus\b/);
    expect(
      way.map(({ file }) => file).filter((file) => /'aws_backup_restore_jobs'/.test(textOf(file))),
    ).toEqual(['metrics/restore-job-families.ts']);
    expect(textOf(way.at(-1)?.file)).toContain('# HELP ${name}');
  });

  it('leads through at most eight files that carry meaning', () => {
    expect(way.filter(({ hasMeaning }) => hasMeaning).length).toBeLessThanOrEqual(8);
  });
});

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

function isLink([one, other]: (string | undefined)[]): boolean {
  return sourceImports.some(
    ({ file, target }) => (file === one && target === other) || (file === other && target === one),
  );
}

function textOf(file = ''): string {
  return readFileSync(`src/${file}`, 'utf8');
}
