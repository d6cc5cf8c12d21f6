import type { AccountConfig, Config } from '../config/config.js';
import { type ConfigSources, loadConfig } from '../config/load-config.js';
import { formatSchedule } from '../config/schedule.js';
import { formatProblem } from '../config/yaml-source.js';

export interface CheckConfigSources extends ConfigSources {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

/** Prints every problem, or what would be watched; returns the exit code. */
export function checkConfig({ stdout, stderr, ...sources }: CheckConfigSources): 0 | 2 {
  const loaded = loadConfig(sources);
  if (!loaded.ok) {
    for (const problem of loaded.problems) stderr(`${formatProblem(problem)}\n`);
    return 2;
  }
  stdout(describeConfig(loaded.value, sources.file));
  return 0;
}

function describeConfig(config: Config, file = 'no configuration file'): string {
  const { accounts } = config;
  const regions = new Set(accounts.length === 0 ? config.regions : accounts.flatMap((each) => each.regions));
  const targets = accounts.reduce((sum, each) => sum + each.regions.length, 0) || config.regions.length;
  const counts = [
    count(Math.max(1, accounts.length), 'account'),
    count(regions.size, 'region'),
    count(targets, 'target'),
  ];
  const lines = accounts.map(describeAccount);
  if (accounts.length === 0)
    lines.push(`the account of the daemon's own credentials: ${[...regions].join(', ')}`);
  const schedule = formatSchedule(config.poll.schedule);
  return `${file}: valid: ${counts.join(', ')}, polled ${schedule}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function describeAccount({ id, name, roleArn, externalId, regions }: AccountConfig): string {
  const label = name === undefined ? id : `${id} (${name})`;
  const way = roleArn === undefined ? "the daemon's own credentials" : roleArn;
  const secret = externalId === undefined ? '' : ', external id <secret>';
  return `${label}: ${regions.join(', ')}; by ${way}${secret}`;
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
