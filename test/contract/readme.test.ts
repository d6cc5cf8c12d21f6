import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { type Feature, operations } from '../../src/aws/operations.js';
import { createCli } from '../../src/cli.js';
import { loadConfig } from '../../src/config/load-config.js';
import { createServer } from '../../src/http/server.js';

interface PolicyStatement {
  readonly Action: string | readonly string[];
  readonly Principal?: unknown;
}

const readme = readFileSync('README.md', 'utf8');
const guides = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...filesIn('docs')];
const code = [...readme.matchAll(/```(?:sh|text)\n[\s\S]*?```|`[^`\n]+`/g)]
  .map(([text]) => text)
  .filter((text) => !text.startsWith('```sh\nhelm '))
  .join('\n');
const cli = createCli(
  { build: { version: '', revision: '' }, env: {}, stdout: () => {}, stderr: () => {}, process },
  () => {},
);
/** Hidden commands are not for readers. */
const commands = cli
  .createHelp()
  .visibleCommands(cli)
  .map((command) => command.name())
  .filter((name) => name !== 'help');

const configurations = blocks('yaml').filter((text) => !text.startsWith('# values.yaml'));

it.each(configurations)('has a valid configuration: %#', (text) => {
  const directory = mkdtempSync(join(tmpdir(), 'restore-test-monitor-'));
  const file = join(directory, 'config.yaml');
  writeFileSync(file, text);
  expect(loadConfig({ file, flags: {}, env: { EXTERNAL_ID: 'secret' } })).toMatchObject({ ok: true });
  rmSync(directory, { recursive: true });
});

it('asks for the permissions that the defaults and roles need, and for no other', () => {
  const statements = blocks('json').flatMap((text): PolicyStatement[] => JSON.parse(text).Statement);
  const actions = statements
    .filter(({ Principal }) => Principal === undefined)
    .flatMap(({ Action }) => Action);
  const needed = operations
    .filter(({ feature }) => !isOptional(feature))
    .flatMap((permission) => permission.actions);
  expect(actions.toSorted()).toEqual(needed.toSorted());
});

it('shows lines as they are served', () => {
  const lines = blocks('text').flatMap((text) => text.trim().split('\n'));
  expect(lines).toHaveLength(10);
  expect(
    lines.filter((line) => !/^(aws_backup|restore_test_monitor)_\w+\{(\w+="[^"]*",?)+\} [\d.]+$/.test(line)),
  ).toEqual([]);
});

it('lists every command', () => {
  expect(firstColumn('Command').map((command) => command.split(' ')[0])).toEqual(commands);
});

it('mentions no command that does not exist', () => {
  const mentioned = [...code.matchAll(/(?:dist\/main\.js|restore-test-monitor) ([a-z][a-z-]*)/g)];
  expect(
    mentioned.map(([, command = '']) => command).filter((command) => !commands.includes(command)),
  ).toEqual([]);
});

it('mentions no flag that does not exist', () => {
  const flags = [cli, ...cli.commands].flatMap((command) => command.options.map(({ long }) => long));
  const mentioned = [...code.matchAll(/(?<![\w-])--[a-z][a-z.-]*/g)].map(([flag]) => flag);
  expect(mentioned).toContain('--config.file');
  expect(mentioned.filter((flag) => !flags.includes(flag))).toEqual([]);
});

it('lists endpoints that answer', async () => {
  const server = createServer({
    telemetryPath: '/metrics',
    snapshot: () => ({ plain: Buffer.alloc(0), deflated: Buffer.alloc(0), crc: 0 }),
    selfMetrics: new Registry(),
    untriedTargets: () => [],
    statusPage: () => '',
  });
  const answers = await Promise.all(
    firstColumn('Endpoint').map(async (url) => [url, (await server.inject({ url })).statusCode]),
  );
  await server.close();
  expect(answers).toEqual([
    ['/metrics', 200],
    ['/', 200],
    ['/-/healthy', 200],
    ['/-/ready', 200],
    // It wants a POST.
    ['/-/reload', 405],
  ]);
});

it.each(guides)('%s names only scripts that exist', (file) => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const named = [...readFileSync(file, 'utf8').matchAll(/\bnpm (?:run )?(test|start|(?<=run )[a-z:0-9]+)/g)];
  expect(named.map(([, script = '']) => script).filter((script) => !(script in scripts))).toEqual([]);
});

it.each(guides)('%s links to what exists', (file) => {
  const links = [...readFileSync(file, 'utf8').matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(
    ([, link = '']) => link,
  );
  const broken = links.filter((link) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? file : join(dirname(file), path);
    if (!existsSync(target)) return true;
    return anchor !== undefined && !headingAnchors(target).includes(anchor);
  });
  expect(broken).toEqual([]);
});

/** What a configuration has to ask for. */
function isOptional(feature: Feature): boolean {
  return ['organization', 'organizational-units', 'all-regions', 'tags'].includes(feature);
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${directory}/${name}`);
}

function blocks(language: string): string[] {
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, text = '']) => text,
  );
}

/** The code in the first column of the table that begins with `head`. */
function firstColumn(head: string): string[] {
  const [, table = ''] = readme.split(new RegExp(`^\\| ${head} +\\|`, 'm'));
  const [rows = ''] = table.split('\n\n');
  return [...rows.matchAll(/^\| `([^`]+)` +\|/gm)].map(([, cell = '']) => cell);
}

function headingAnchors(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}
