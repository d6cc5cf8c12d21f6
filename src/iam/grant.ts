import type { Feature } from '../aws/operations.js';
import { askedUnits } from '../config/asked-units.js';
import type { AccountConfig, Config, OrganizationConfig } from '../config/config.js';
import { isReadIn, type Source } from '../sources/source.js';
import { sources } from '../sources/sources.js';
import type { Grant } from './permission-policy.js';

/** Returns the grant of the daemon's own credentials. */
export function daemonGrant(config: Config): Grant {
  const { accounts, organization, partition } = config;
  const own = accounts.filter(({ roleArn }) => roleArn === undefined);
  const [first] = own;
  const roles = memberRoles(config);
  const isRead = first !== undefined || organization !== undefined || accounts.length === 0;
  const regions = [
    ...own.map((account) => account.regions),
    ...(organization ? [organization.regions] : []),
    ...(accounts.length === 0 && !organization ? [config.regions] : []),
  ];
  const features: Feature[] = [
    ...(isRead ? accountFeatures(config, own, regions.includes('all')) : []),
    ...(roles.length > 0 ? (['roles'] as const) : []),
    ...(organization ? organizationFeatures(organization, askedUnits(config)) : []),
  ];
  return { features: new Set(features), partition, account: first?.id ?? '*', roles };
}

/** Returns the grant of the member roles, all of them together; undefined if there are none. */
export function memberGrant(config: Config): Grant | undefined {
  const { accounts, organization, partition } = config;
  const members = accounts.filter(({ roleArn }) => roleArn !== undefined);
  if (members.length === 0 && organization === undefined) return undefined;
  const [only, ...others] = members;
  const account = only !== undefined && others.length === 0 && !organization ? only.id : '*';
  const regions = [...members, ...(organization ? [organization] : [])].map((each) => each.regions);
  const features = new Set(accountFeatures(config, members, regions.includes('all')));
  return { features, partition, account, roles: [] };
}

/** `accounts` are those that the credentials are used for, as far as the configuration names them. */
function accountFeatures(
  config: Config,
  accounts: readonly AccountConfig[],
  readsRegions: boolean,
): Feature[] {
  const read = sources.filter((source) => isReadAnywhere(config, source, accounts));
  return [
    ...read.flatMap(({ features }) => features(config)),
    ...(readsRegions ? (['all-regions'] as const) : []),
  ];
}

/** Accounts and regions that only AWS knows may be read. */
function isReadAnywhere(config: Config, source: Source, accounts: readonly AccountConfig[]): boolean {
  if (!source.options(config).enabled) return false;
  if (accounts.length === 0 || config.organization !== undefined) return true;
  return accounts.some(({ id, name = id, regions }) => {
    const named = regions === 'all' ? ['all'] : regions;
    return named.some((region) => isReadIn(source, config, { accountId: id, accountName: name, region }));
  });
}

function organizationFeatures({ include, exclude }: OrganizationConfig, asked: readonly string[]): Feature[] {
  const hasUnits =
    asked.length > 0 || [include, exclude].some((filter) => filter?.organizationalUnits !== undefined);
  return ['organization', ...(hasUnits ? (['organizational-units'] as const) : [])];
}

/** More ARNs would outgrow a managed policy, so that roles of one name are named by it, in any account. */
const mostRoles = 40;

function memberRoles({ accounts, organization, partition }: Config): string[] {
  const anywhere = (role: string) => `arn:${partition}:iam::*:role/${role}`;
  const ofOrganization = organization === undefined ? [] : [anywhere(organization.roleName)];
  const listed = accounts.flatMap(({ roleArn }) => (roleArn === undefined ? [] : [roleArn]));
  const named = listed.map((arn) => anywhere(arn.slice(arn.indexOf(':role/') + ':role/'.length)));
  const others = listed.filter((_, index) => !ofOrganization.includes(named[index] ?? ''));
  return [...new Set([...ofOrganization, ...(others.length > mostRoles ? named : others)])];
}
