import { matchesGlob } from '../glob.js';
import { type Problem, sourceProblem } from '../problems/problem.js';
import type { ProblemCode } from '../problems/problem-codes.js';
import { endOfDay } from '../restores/coverage/exception.js';
import type { Config } from './config.js';
import { namedRegions, type Regions } from './options/regions-option.js';
import { unknownRegion } from './values/known-regions.js';

const soonMs = 14 * 86_400_000;

/** Returns a warning for each option that is valid but most likely not meant. */
export function configWarnings(
  config: Config,
  file = 'no configuration file',
  now: Date = new Date(),
): Problem[] {
  const withoutSeries =
    'metrics.perResource.enabled is false: failed tests alert by plan and resource type only, and alerts about single resources cannot fire (docs/alerting.md)';
  return [
    ...(config.metrics.perResource.enabled ? [] : [warning('no-series-per-resource', file, withoutSeries)]),
    ...regionWarnings(config).map((message) => warning('unknown-region', file, message)),
    ...emptyAccountWarnings(config).map((message) => warning('nothing-watched', file, message)),
    ...config.exceptions.flatMap(({ name, until }, index) =>
      exceptionWarnings(name ?? String(index), until, file, now),
    ),
  ];
}

/** Excluding every region of an account watches nothing of it, and no series says so. */
function emptyAccountWarnings({ regions, accounts, organization, exclude }: Config): string[] {
  const isEmpty = (of: Regions, excluded: readonly string[] = []) =>
    of !== 'all' &&
    of.every((region) =>
      [...(exclude?.regions ?? []), ...excluded].some((glob) => matchesGlob(glob, region)),
    );
  const named = accounts
    .filter((account) => isEmpty(account.regions, account.exclude?.regions))
    .map(({ id, name }) => `account ${name === undefined ? id : `${id} (${name})`}`);
  const isOwn = accounts.length === 0 && organization === undefined;
  return [
    ...named,
    ...(organization && isEmpty(organization.regions, organization.exclude?.regions)
      ? ['the accounts of the organization']
      : []),
    ...(isOwn && isEmpty(regions) ? ["the account of the daemon's own credentials"] : []),
  ].map((what) => `exclude.regions leaves out every region of ${what}, so that nothing of it is watched`);
}

function regionWarnings({ regions, accounts, organization, aws, homeRegion }: Config): string[] {
  const named = [
    ...namedRegions(regions),
    ...accounts.flatMap((account) => namedRegions(account.regions)),
    ...namedRegions(organization?.regions),
    ...(aws.stsRegion === undefined ? [] : [aws.stsRegion]),
    homeRegion,
  ];
  return [...new Set(named)].flatMap((region) => unknownRegion(region) ?? []);
}

function exceptionWarnings(name: string, day: string, file: string, now: Date): Problem[] {
  const leftMs = endOfDay(day).getTime() - now.getTime();
  if (leftMs <= 0) {
    const message = `the exception ${name} ended with ${day} and silences nothing: renew it or remove it`;
    return [warning('expired-exception', file, message)];
  }
  return leftMs > soonMs ? [] : [warning('ending-exception', file, `the exception ${name} ends with ${day}`)];
}

function warning(code: ProblemCode, file: string, message: string): Problem {
  return { ...sourceProblem(code, file, message), isWarning: true };
}
