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
    'Nothing has to be done: the daemon shows the source as unavailable there, and asks again on its schedule. To stop asking, leave the account or region out by plans.exclude, resources.exclude or summaries.exclude.',
  invalid_request: 'Check the options that the call is made of.',
  invalid_response: 'Check what answers in the place of AWS: a proxy, or AWS_ENDPOINT_URL.',
  other: 'See what AWS says.',
  internal: 'Report the bug, with the stack trace in the log of the daemon.',
  clock_skew:
    'Synchronize the clock of this machine, by NTP for instance: ages and overdue tests are told by it.',
  wrong_account: 'Set id to the account of the credentials, or roleArn to a role in the account of the id.',
  no_target: 'Check organization.include and organization.exclude, and how many shards there are.',
};

const ofWebIdentity: Readonly<Partial<Record<ProblemReason, string>>> = {
  access_denied:
    'See that the OIDC provider of the cluster is there in IAM, that the trust policy of the role (AWS_ROLE_ARN) lets in the namespace and the service account of the pod, and that the token (AWS_WEB_IDENTITY_TOKEN_FILE) is for the audience sts.amazonaws.com.',
  expired_credentials:
    'See why the token (AWS_WEB_IDENTITY_TOKEN_FILE) is not renewed: the kubelet writes the file anew before it expires, unless it is a copy. Restart the pod.',
  unavailable:
    'Try again later. See that AWS reaches the issuer of the token: the OIDC provider of the cluster, which has to be public.',
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

const assumeRole =
  "See that the role exists, that its trust policy lets the daemon in (iam-policy --trust <ARN of the daemon's role>), by the configured external id, and that the daemon may assume it (iam-policy --for daemon).";

/** Returns what to do about a problem. `whose` names the credentials that met it. */
export function remedyOf(
  reason: ProblemReason,
  operation: string | undefined,
  whose: 'daemon' | 'member',
): string {
  if (reason === 'access_denied' && operation === 'AssumeRole') return assumeRole;
  if (operation === 'LoadCredentials') return ofLoading[reason] ?? byReason[reason];
  if (operation === 'AssumeRoleWithWebIdentity') return ofWebIdentity[reason] ?? byReason[reason];
  if (reason === 'access_denied' && operation !== 'GetCallerIdentity') {
    return `Allow it (iam-policy --for ${whose}). A service control policy or a permissions boundary may deny it, too.`;
  }
  if (reason === 'invalid_request' && operation === 'ListRestoreJobSummaries') {
    return 'Leave out summaries.accountId: only the management account and delegated administrators may set it.';
  }
  return byReason[reason];
}
