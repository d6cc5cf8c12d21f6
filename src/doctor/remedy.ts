import type { Operation } from '../aws/operation.js';
import { findOperation } from '../aws/operations.js';
import type { ProblemReason } from '../views/doctor-view.js';

const byReason: Readonly<Record<ProblemReason, string>> = {
  access_denied:
    'Give the daemon credentials that AWS knows: by the role of its pod, task or instance, a profile, or variables.',
  denied_by_policy:
    'The organization or a permissions boundary denies it, so no policy of the role helps. If that is meant, leave the regions out by exclude.regions; otherwise allow it there.',
  no_credentials:
    'Give the daemon credentials: by the role of its pod, task or instance, a profile, or variables. See that AWS_PROFILE names a profile of ~/.aws/config or ~/.aws/credentials.',
  expired_credentials: "Renew the daemon's own credentials; those of a profile with aws sso login.",
  region_disabled: 'Enable the region in the account, or leave it out of the regions of the account.',
  throttled: 'Lower rateLimit or poll.concurrency, or poll less often.',
  unavailable: 'Try again later.',
  dependency_failure: 'Try again later.',
  timeout: 'Check the route to the endpoint of AWS, or raise poll.deadline and aws.requestTimeout.',
  network:
    'Check the route to the endpoint of AWS, the resolution of its name, and the spelling of the region.',
  not_found: 'Check that AWS Backup and restore testing are there in the region.',
  not_supported:
    'Nothing has to be done: the daemon shows the source as unavailable there, and asks again on its schedule. To stop asking, leave the account or region out by plans.exclude, resources.exclude, summaries.exclude or tags.exclude.',
  invalid_request: 'Check the options that the call is made of.',
  invalid_response: 'Check what answers in the place of AWS: a proxy, or AWS_ENDPOINT_URL.',
  other: 'See what AWS says.',
  internal: 'Report the bug, with the stack trace in the log of the daemon.',
  clock_skew:
    'Synchronize the clock of this machine, by NTP for instance: the daemon derives ages and overdue tests from it.',
  wrong_account: 'Set id to the account of the credentials, or roleArn to a role in the account of the id.',
  no_target: 'Check organization.include and organization.exclude, and how many shards there are.',
};

const answering =
  'See that the source of the credentials answers: the agent of the pod or task, the instance metadata service, credential_process, or AWS IAM Identity Center.';
const ofLoading: Readonly<Partial<Record<ProblemReason, string>>> = {
  access_denied:
    'See why the source of the credentials refuses: with EKS Pod Identity, that the service account of the pod has an association, and that the token file (AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE) can be read.',
  timeout: answering,
  network: answering,
  unavailable: answering,
  throttled: answering,
  invalid_response: answering,
  invalid_request: 'Correct the variable or the profile that is named.',
};

/** Returns what to do about a problem. `whose` names the credentials that met it. */
export function remedyOf(
  reason: ProblemReason,
  operation: string | undefined,
  whose: 'daemon' | 'member',
): string {
  if (operation === 'LoadCredentials') return ofLoading[reason] ?? byReason[reason];
  const { actions, remedies }: Partial<Operation> = findOperation(operation ?? '') ?? {};
  const own = new Map<string, string>(Object.entries(remedies ?? {})).get(reason);
  if (own !== undefined) return own;
  if (reason === 'access_denied' && actions?.length !== 0) {
    return `Allow it (iam-policy --for ${whose}). A service control policy or a permissions boundary may deny it, too.`;
  }
  return byReason[reason];
}
