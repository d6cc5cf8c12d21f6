import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { forbiddenImports, type ImportRules, needlessRights } from './import-rules.js';
import { partsPicture } from './parts-picture.js';
import { importsOf } from './source-imports.js';

const rules: ImportRules = {
  layers: {
    domain: ['glob.ts'],
    edge: ['domain'],
    'edge/demo.ts': ['simulator'],
    simulator: [],
    'glob.ts': [],
  },
  doors: {
    calendar: { code: ['domain/plan.ts', 'edge'] },
    server: { code: ['edge/server.ts'], types: ['edge'] },
  },
  pure: { domain: ['calendar'] },
};

it('reads every kind of import', () => {
  const text = `import 'node:fs';
import type { A } from './a.js';
import { type B, type C } from '../config/b.js';
import {
  type D,
  e,
} from '@scope/d/e';
import whole, { type Part } from 'whole';
export { f } from './f.js';
export type { F } from '../restores/f.js';
export * from 'g';
type I = import('./i.js').I;
import j = require('j');
async function load() {
  using lock = hold();
  return await import('./h.js');
}
export const from = 'nowhere'; // import('nothing')
`;
  expect(importsOf('aws/x.ts', text).map((each) => [each.target, each.isOutside, each.isTypeOnly])).toEqual([
    ['node:fs', true, false],
    ['aws/a.ts', false, true],
    ['config/b.ts', false, true],
    ['@scope/d', true, false],
    ['whole', true, false],
    ['aws/f.ts', false, false],
    ['restores/f.ts', false, true],
    ['g', true, false],
    ['aws/i.ts', false, true],
    ['j', true, false],
    ['aws/h.ts', false, false],
  ]);
});

it('reads JSX', () => {
  expect(
    importsOf('http/page.tsx', `import { Row } from './row.js';\nexport const a = <Row of="x" />;`),
  ).toEqual([{ file: 'http/page.tsx', target: 'http/row.ts', isOutside: false, isTypeOnly: false }]);
});

it('refuses an import whose name is computed', () => {
  expect(() => importsOf('aws/x.ts', 'await import(`./${name}.js`);')).toThrow(
    'aws/x.ts imports what no test can know: the name is computed',
  );
});

describe('forbids', () => {
  it.each([
    ['a direction that is not stated', 'domain/a.ts', `import '../edge/b.js'`, 'domain/a.ts -> edge/b.ts'],
    [
      'it for types, too',
      'domain/a.ts',
      `import type { B } from '../edge/b.js'`,
      'domain/a.ts -> edge/b.ts (types)',
    ],
    ['it when it runs, too', 'domain/a.ts', `await import('../edge/b.js')`, 'domain/a.ts -> edge/b.ts'],
    ['a part that the table lacks', 'new/a.ts', `import '../domain/a.js'`, 'new/a.ts -> domain/a.ts'],
    [
      'what is allowed to another file',
      'edge/serve.ts',
      `import '../simulator/a.js'`,
      'edge/serve.ts -> simulator/a.ts',
    ],
    ['a package without a door', 'edge/a.ts', `import 'left-pad'`, 'edge/a.ts -> left-pad'],
    ['a package beside its door', 'simulator/a.ts', `import 'calendar'`, 'simulator/a.ts -> calendar'],
    ['code where types come in', 'edge/a.ts', `import { serve } from 'server'`, 'edge/a.ts -> server'],
    ['a package in a pure part', 'domain/a.ts', `import 'calendar'`, 'domain/a.ts -> calendar'],
    ['Node.js in a pure part', 'domain/a.ts', `import 'node:fs'`, 'domain/a.ts -> node:fs'],
  ])('%s', (_, file, text, line) => {
    expect(forbiddenImports(importsOf(file, text), rules)).toEqual([line]);
  });
});

describe('allows', () => {
  it.each([
    ['its own part', 'domain/a.ts', `import './b.js'`],
    ['a direction that is stated', 'edge/a.ts', `import '../domain/b.js'`],
    ['what is allowed to one file', 'edge/demo.ts', `import '../simulator/a.js'`],
    ['a package by its door', 'edge/server.ts', `import 'server'`],
    ['types by their door', 'edge/a.ts', `import type { Server } from 'server'`],
    ['the package of a pure part', 'domain/plan.ts', `import 'calendar'`],
    ['Node.js elsewhere', 'edge/a.ts', `import 'node:fs'`],
  ])('%s', (_, file, text) => {
    expect(forbiddenImports(importsOf(file, text), rules)).toEqual([]);
  });
});

it('finds the rights that nothing uses', () => {
  const imports = [
    ...importsOf('domain/plan.ts', `import '../glob.js'; import 'calendar';`),
    ...importsOf('edge/server.ts', `import 'server'; import '../domain/plan.js';`),
  ];
  expect(needlessRights(imports, rules)).toEqual([
    'edge/demo.ts -> simulator',
    'edge -> calendar',
    'edge -> server',
  ]);
});

it('draws the parts without the arrows that follow from others, and without small files', () => {
  const imports = [
    ...importsOf(
      'app.ts',
      `import './edge/a.js'; import './domain/b.js'; import './glob.js'; import 'server';`,
    ),
    ...importsOf('edge/a.ts', `import './b.js'; import type { B } from '../domain/b.js';`),
  ];
  expect(partsPicture(imports)).toBe('flowchart TD\n  app --> edge\n  edge --> domain');
});

it('has a linter that finds cycles, of types too', () => {
  const directory = mkdtempSync(join(tmpdir(), 'cycle-'));
  try {
    writeFileSync(join(directory, 'a.ts'), `import type { B } from './b.js';\nexport type A = B[];\n`);
    writeFileSync(join(directory, 'b.ts'), `import type { A } from './a.js';\nexport type B = A[];\n`);
    const linter = resolve('node_modules/.bin/oxlint');
    const { stdout } = spawnSync(linter, ['--config', resolve('.oxlintrc.json'), '--format', 'unix', '.'], {
      cwd: directory,
      encoding: 'utf8',
    });
    expect(stdout.match(/\w\.ts:.*import\(no-cycle\)/g)).toHaveLength(2);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
