import type { BackupClient } from '@aws-sdk/client-backup';
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
