import type { Config } from '../config/config.js';
import { daemonGrant, memberGrant } from '../iam/grant.js';
import { permissionPolicy } from '../iam/permission-policy.js';
import { externalIdPlaceholder, trustPolicy } from '../iam/trust-policy.js';
import { renderJson } from '../render-json.js';
import type { ExitCode, Surroundings } from './surroundings.js';

export interface IamPolicyArguments {
  /** Whose policy: that of the daemon's own credentials, or that of the member roles. */
  readonly for: 'daemon' | 'member';
  /** Instead, the trust policy of the member roles for the role with this ARN. */
  readonly trust?: string | undefined;
  readonly podIdentity: boolean;
}

const principalPattern = /^arn:aws[a-z-]*:iam::\d{12}:(?:role|user)\/[\x21-\x7e]+$/;

/** Prints the least policy that allows what the configuration makes the daemon do. */
export function iamPolicy(
  config: Config,
  { stdout, stderr }: Surroundings,
  { for: whose, trust, podIdentity }: IamPolicyArguments,
): ExitCode {
  const refused = refusal(config, whose, trust, podIdentity);
  if (refused !== undefined) {
    stderr(`${refused}\n`);
    return 2;
  }
  if (trust !== undefined) {
    stdout(renderJson(trustOf(config, trust, podIdentity)));
    const without = accountsWithoutExternalId(config);
    if (hasExternalIds(config) && without.length > 0) {
      stderr(`without an external id, so leave the Condition out there: ${without.join(', ')}\n`);
    }
    return 0;
  }
  const grant = whose === 'member' ? memberGrant(config) : daemonGrant(config);
  if (grant) stdout(renderJson(permissionPolicy(grant)));
  return 0;
}

function refusal(
  config: Config,
  whose: IamPolicyArguments['for'],
  trust: string | undefined,
  podIdentity: boolean,
): string | undefined {
  if (podIdentity && trust === undefined) return '--pod-identity is of use only beside --trust';
  if (trust !== undefined && !principalPattern.test(trust)) {
    return `--trust: expected the ARN of the role that the daemon runs as, such as arn:aws:iam::111122223333:role/restore-test-monitor, found ${JSON.stringify(trust)}`;
  }
  if ((trust !== undefined || whose === 'member') && memberGrant(config) === undefined) {
    return "no account is entered by a role: the daemon's own credentials need all of it (--for daemon)";
  }
  return undefined;
}

function trustOf(config: Config, principal: string, hasSessionTags: boolean) {
  const externalId = hasExternalIds(config) ? externalIdPlaceholder : undefined;
  return trustPolicy({ principal, externalId, hasSessionTags });
}

function hasExternalIds({ accounts, organization }: Config): boolean {
  return [...accounts, organization].some((each) => each?.externalId !== undefined);
}

function accountsWithoutExternalId({ accounts, organization }: Config): string[] {
  const ids = accounts
    .filter(({ roleArn, externalId }) => roleArn !== undefined && externalId === undefined)
    .map(({ id }) => id);
  return organization && organization.externalId === undefined ? [...ids, 'the organization'] : ids;
}
