import type { Config } from './config.js';
import { unknownRegion } from './known-regions.js';
import { listOf } from './region-checks.js';

/** What is valid and most likely not meant. */
export function configWarnings(config: Config): string[] {
  const withoutSeries =
    'metrics.perResource.enabled is false: failed tests alert by plan and resource type only, and alerts about single resources cannot fire (docs/alerting.md)';
  return [...(config.metrics.perResource.enabled ? [] : [withoutSeries]), ...regionWarnings(config)];
}

function regionWarnings({ regions, accounts, organization, aws, homeRegion }: Config): string[] {
  const named = [
    ...listOf(regions),
    ...accounts.flatMap((account) => listOf(account.regions)),
    ...listOf(organization?.regions),
    ...(aws.stsRegion === undefined ? [] : [aws.stsRegion]),
    homeRegion,
  ];
  return [...new Set(named)].flatMap((region) => unknownRegion(region) ?? []);
}
