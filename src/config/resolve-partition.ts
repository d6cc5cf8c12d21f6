import type { Config } from './config.js';
import { namedRegions, type Regions } from './options/regions-option.js';
import type { FileConfig } from './schema.js';
import { globalRegionOf, parseRoleArn, partitionOf } from './values/partition.js';

/** Credentials are valid in one partition: the first role ARN, else the first region, decides it. */
export function resolvePartition(
  { regions, accounts }: Pick<FileConfig, 'regions' | 'accounts'>,
  ofOrganization: Regions | undefined,
  awsRegion: string | undefined,
): Pick<Config, 'partition' | 'homeRegion' | 'globalRegion'> {
  const [listed] = [ofOrganization, regions, ...accounts.map((account) => account.regions)].flatMap(
    namedRegions,
  );
  const [role] = accounts.flatMap(({ roleArn }) => (roleArn === undefined ? [] : [parseRoleArn(roleArn)]));
  const [region] = [listed, awsRegion].filter((each) => each !== undefined);
  const partition = role?.partition ?? (region === undefined ? 'aws' : partitionOf(region));
  const globalRegion = globalRegionOf(partition);
  const [homeRegion = globalRegion] = [awsRegion, listed].filter(
    (each) => each !== undefined && partitionOf(each) === partition,
  );
  return { partition, homeRegion, globalRegion };
}
