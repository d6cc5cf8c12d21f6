/** The help of a command besides its own options. */
export interface CommandHelp {
  /** The global flags that matter to it, by their beginnings. */
  readonly flags: readonly string[];
  readonly examples: readonly string[];
  /** The page that says more. */
  readonly page: string;
}

const file = ['--config.file'];
const sharding = ['--shard', '--total-shards'];
const log = ['--log.'];
const everything = ['--config.', '--web.', ...log, ...sharding];

const configuration = 'docs/configuration.md';
const readme = 'README.md';

export const commandHelp: Readonly<Record<string, CommandHelp>> = {
  serve: {
    flags: everything,
    examples: [
      'restore-test-monitor --config.file config.yaml',
      'AWS_REGION=eu-central-1 restore-test-monitor serve',
    ],
    page: configuration,
  },
  'check-config': {
    flags: everything,
    examples: [
      'restore-test-monitor check-config config.yaml',
      'restore-test-monitor check-config config.yaml --against http://localhost:10066/metrics',
    ],
    page: configuration,
  },
  doctor: {
    flags: [...file, ...sharding],
    examples: ['restore-test-monitor doctor --config.file config.yaml --account payments'],
    page: 'docs/organization.md',
  },
  healthcheck: {
    flags: [...file, '--web.listen-address', '--web.config.file'],
    examples: ['restore-test-monitor healthcheck --config.file config.yaml'],
    page: 'docs/container.md',
  },
  once: {
    flags: [...file, ...log, ...sharding],
    examples: ['restore-test-monitor once --config.file config.yaml > restore-tests.prom'],
    page: readme,
  },
  job: {
    flags: file,
    examples: [
      'restore-test-monitor job payments eu-central-1 1323657E-2AA4-1D94-2C48-5D7A423E7394 --config.file config.yaml',
    ],
    page: readme,
  },
  'iam-policy': {
    flags: file,
    examples: [
      'restore-test-monitor iam-policy --for member --config.file config.yaml',
      'restore-test-monitor iam-policy --trust arn:aws:iam::111122223333:role/restore-test-monitor',
    ],
    page: 'config/iam/README.md',
  },
  demo: {
    flags: ['--web.', ...log],
    examples: ['restore-test-monitor demo --web.listen-address 127.0.0.1:8080'],
    page: readme,
  },
  completion: {
    flags: [],
    examples: [
      'source <(restore-test-monitor completion bash)',
      'restore-test-monitor completion zsh > "${fpath[1]}/_restore-test-monitor"',
      'restore-test-monitor completion fish > ~/.config/fish/completions/restore-test-monitor.fish',
    ],
    page: readme,
  },
  version: { flags: [], examples: ['restore-test-monitor version'], page: readme },
};

/** Returns whether the global flag matters to the command; every flag matters to a command without a list of them. */
export function matters(flag: string, command: string): boolean {
  return commandHelp[command]?.flags.some((beginning) => flag.startsWith(beginning)) ?? true;
}

/** The end of the help of a command. */
export function examplesOf(command: string): string {
  const help = commandHelp[command];
  if (help === undefined) return '';
  const examples = help.examples.map((example) => `  ${example}\n`).join('');
  return `\n${help.examples.length === 1 ? 'Example' : 'Examples'}:\n${examples}\nMore: ${help.page}`;
}

/** A description as a terminal shows it: without the marks of Markdown. */
export function plainText(markdown: string): string {
  return markdown.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1').replaceAll('`', '');
}
