import { execFileSync } from 'node:child_process';
import { expect, it } from '@jest/globals';
import { createCli } from '../../src/cli.js';
import { commandHelp } from '../../src/command-help.js';

let printed = '';
const cli = createCli(
  {
    build: { version: '1.2.3', revision: 'abc1234' },
    env: {},
    stdout: (text) => {
      printed += text;
    },
    stderr: () => {},
    process,
  },
  () => {},
);
const commands = cli.commands.map((command) => command.name());

async function scriptFor(shell: string): Promise<string> {
  printed = '';
  await cli.parseAsync(['completion', shell], { from: 'user' });
  return printed;
}

it('has a help of each command, and of no other', () => {
  expect(Object.keys(commandHelp).toSorted()).toEqual(commands.toSorted());
});

it.each([
  [['ch'], 'check-config'],
  [['--log.l'], '--log.level'],
  [['--json'], ''],
  [['doctor', '--j'], '--json'],
  [['doctor', '--web'], ''],
  [['--log.level', ''], 'debug info warn error'],
  [['serve', '--log.format', 'p'], 'pretty'],
  [['--config.file', '/dev/nul'], '/dev/null'],
  [['--config.file', 'x', 'heal'], 'healthcheck'],
  [['check-config', '/dev/nul'], '/dev/null'],
  [['completion', ''], 'bash zsh fish'],
  [['iam-policy', '--for', 'm'], 'member'],
  [['iam-policy', '--trust', ''], ''],
])('bash completes %j', async (words, expected) => {
  const complete = `
    COMP_WORDS=("$@"); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _restore_test_monitor; echo "\${COMPREPLY[*]}"`;
  const script = `${await scriptFor('bash')}${complete}`;
  const output = execFileSync('bash', ['-c', script, 'bash', 'restore-test-monitor', ...words], {
    encoding: 'utf8',
  });
  expect(output.trim()).toBe(expected);
});

it.each([
  ['zsh', /^ {4}'([a-z-]+):/gm],
  ['fish', / -a ([a-z-]+) -d /g],
])('%s has every command, and quotes what it describes', async (shell, pattern) => {
  const script = await scriptFor(shell);
  expect([...script.matchAll(pattern)].map(([, name]) => name)).toEqual(commands);
  expect(script).toContain("The policy of the daemon'\\''s own credentials, or of the member roles.");
});
