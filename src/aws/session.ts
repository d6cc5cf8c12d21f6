import type { AccountClient } from '@aws-sdk/client-account';
import type { BackupClient } from '@aws-sdk/client-backup';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import type { STSClient } from '@aws-sdk/client-sts';
import type { Call } from './call-policy.js';

/** The way into AWS Backup of one target: its client, and the policy that every call goes through. */
export interface BackupSession {
  readonly client: BackupClient;
  readonly call: Call;
}

/** The same for STS, under the daemon's own credentials. */
export interface StsSession {
  readonly client: STSClient;
  readonly call: Call;
}

/** The same for AWS Organizations, under the daemon's own credentials. */
export interface OrganizationsSession {
  readonly client: OrganizationsClient;
  readonly call: Call;
}

/** The same for AWS Account Management, under the credentials of the account that it is about. */
export interface AccountSession {
  readonly client: AccountClient;
  readonly call: Call;
}
