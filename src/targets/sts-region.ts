/** The regions of the partition `aws` that no account can turn off; every newer one has to be enabled. */
const enabledByDefault: ReadonlySet<string> = new Set([
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
]);

/**
 * The region whose STS endpoint is asked for the role of an account: STS refuses in a region that the account
 * has not enabled, which would take down the account's other regions, too. The first where every one can be off.
 */
export function stsRegionOf(regions: readonly string[]): string | undefined {
  return regions.find((region) => enabledByDefault.has(region)) ?? regions[0];
}
