import type { AccountConfig, Config, OrganizationConfig } from '../config/config.js';
import { configWarnings } from '../config/config-warnings.js';
import { type ConfigSources, loadConfig } from '../config/load-config.js';
import type { Regions } from '../config/options/regions-option.js';
import { formatSchedule } from '../config/values/schedule.js';
import { formatProblem } from '../problems/problem.js';
import type { Result } from '../result.js';
import { withoutRegions } from '../targets/without-regions.js';
import { loadWebConfig } from '../web-config/load-web-config.js';
import { compareWithMetrics } from './compare-with-metrics.js';
import { describeWebConfig } from './describe-web-config.js';
import type { ExitCode } from './surroundings.js';

const withinMs = 30_000;

export interface CheckConfigSources extends ConfigSources {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

/**
 * Checks each of the files, or the configuration of the sources where there are none. `against` is the address of the metrics of a
 * daemon to compare valid ones with.
 */
export async function checkConfigs(
  sources: CheckConfigSources,
  files: readonly string[],
  against?: string,
): Promise<ExitCode> {
  const each = files.length === 0 ? [sources] : files.map((file) => ({ ...sources, file }));
  const codes = each.map(checkConfig);
  if (codes.includes(2)) return 2;
  if (against === undefined) return 0;
  const shown = await metricsOf(against);
  if (!shown.ok) {
    sources.stderr(`${against}: ${shown.failure}\n`);
    return 1;
  }
  for (const one of each) compare(one, against, shown.value);
  return 0;
}

async function metricsOf(url: string): Promise<Result<string, string>> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(withinMs) });
    if (!response.ok) return { ok: false, failure: `answered with ${response.status}` };
    return { ok: true, value: await response.text() };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return {
      ok: false,
      failure: `did not answer: ${cause instanceof Error ? cause.message : String(cause)}`,
    };
  }
}

function compare({ stderr, stdout, ...sources }: CheckConfigSources, url: string, exposition: string): void {
  const loaded = loadConfig(sources);
  if (!loaded.ok) return;
  const { file = 'no configuration file' } = sources;
  const { idle, unjudged } = compareWithMetrics(loaded.value, exposition);
  for (const each of idle) stderr(`${file}: warning: ${each} fits nothing that ${url} shows\n`);
  if (unjudged.length === 0) return;
  const why = 'metrics do not show organizational units, vaults and all tags';
  stdout(`${file}: not compared, because ${why}: ${unjudged.join(', ')}\n`);
}

/** Prints every problem, or what would be watched; returns the exit code. */
export function checkConfig({ stdout, stderr, ...sources }: CheckConfigSources): 0 | 2 {
  const loaded = loadConfig(sources);
  if (!loaded.ok) {
    for (const problem of loaded.failure) stderr(`${formatProblem(problem)}\n`);
    return 2;
  }
  const webFile = loaded.value.web.configFile;
  const web = webFile === undefined ? undefined : loadWebConfig(webFile);
  if (web?.ok === false) {
    for (const problem of web.failure) stderr(`${formatProblem(problem)}\n`);
    return 2;
  }
  stdout(describeConfig(loaded.value, sources.file));
  for (const warning of configWarnings(loaded.value, sources.file, sources.now))
    stderr(`${formatProblem(warning)}\n`);
  if (web) {
    for (const warning of web.value.warnings) stderr(`${formatProblem(warning)}\n`);
    stdout(`${webFile}: valid: ${describeWebConfig(web.value)}\n`);
  }
  return 0;
}

function describeConfig(config: Config, file = 'no configuration file'): string {
  const { accounts, organization, regions, sharding } = config;
  const isOwn = accounts.length === 0 && organization === undefined;
  const everywhere = config.exclude?.regions ?? [];
  const lists = [
    ...accounts.map((each) => remaining(each.regions, [...everywhere, ...(each.exclude?.regions ?? [])])),
    ...(organization
      ? [remaining(organization.regions, [...everywhere, ...(organization.exclude?.regions ?? [])])]
      : []),
    ...(isOwn ? [remaining(regions, everywhere)] : []),
  ];
  const counts = [
    ...(accounts.length > 0 || isOwn ? [count(Math.max(1, accounts.length), 'account')] : []),
    ...(organization ? ['those of the organization'] : []),
    ...regionCounts(lists, organization !== undefined),
    `polled ${formatSchedule(config.poll.schedule)}`,
  ];
  const { shard, totalShards } = sharding;
  const lines = [
    ...accounts.map(describeAccount),
    ...(organization ? describeOrganization(organization) : []),
    ...(isOwn ? [`the account of the daemon's own credentials: ${formatRegions(regions)}`] : []),
    ...(everywhere.length > 0 ? [`no region like ${everywhere.join(', ')}`] : []),
    ...(totalShards > 1 ? [`shard ${shard} of ${totalShards}, counted from 0`] : []),
  ];
  return `${file}: valid: ${counts.join(', ')}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

/** Counts the regions and the targets; leaves out what only AWS knows. */
function regionCounts(lists: readonly Regions[], isOpen: boolean): string[] {
  if (lists.includes('all')) return [];
  const listed = lists.flat();
  const regions = count(new Set(listed).size, 'region');
  return isOpen ? [regions] : [regions, count(listed.length, 'target')];
}

function remaining(regions: Regions, excluded: readonly string[]): Regions {
  return regions === 'all' ? regions : withoutRegions(regions, excluded);
}

function describeAccount({ id, name, roleArn, externalId, regions, exclude }: AccountConfig): string {
  const label = name === undefined ? id : `${id} (${name})`;
  const way = roleArn === undefined ? "the daemon's own credentials" : roleArn;
  return `${label}: ${formatRegions(regions, exclude?.regions)}; by ${way}${secret(externalId)}`;
}

function describeOrganization(organization: OrganizationConfig): string[] {
  const { roleName, externalId, include, exclude, regions, schedule } = organization;
  const way = `by the role ${roleName}${secret(externalId)}; looked up ${formatSchedule(schedule)}`;
  return [
    `the organization: ${formatRegions(regions, exclude?.regions)}; ${way}`,
    ...(include ? [`  of it only ${formatFilter(include)}`] : []),
    ...(exclude && hasAccounts(exclude) ? [`  of it not ${formatFilter(exclude)}`] : []),
  ];
}

type Filter = NonNullable<OrganizationConfig['include']>;

function hasAccounts({ accounts, names, organizationalUnits }: Filter): boolean {
  return [accounts, names, organizationalUnits].some((list) => list !== undefined);
}

function formatFilter(filter: Filter): string {
  const { accounts = [], names = [], organizationalUnits = [] } = filter;
  return [...accounts, ...names, ...organizationalUnits].join(', ') || 'any';
}

function formatRegions(regions: Regions, excluded: readonly string[] = []): string {
  const named = regions === 'all' ? 'every enabled region' : regions.join(', ');
  return excluded.length === 0 ? named : `${named}, but none like ${excluded.join(', ')}`;
}

function secret(externalId: string | undefined): string {
  return externalId === undefined ? '' : ', external id <secret>';
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
