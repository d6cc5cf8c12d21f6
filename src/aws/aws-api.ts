import type { AccountClient } from '@aws-sdk/client-account';
import type { BackupClient } from '@aws-sdk/client-backup';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { STSClient } from '@aws-sdk/client-sts';
import type { Call } from './call-policy.js';

/** The way into a service of AWS: its client, and the policy that every call goes through. */
export interface AwsApi<Client> {
  readonly client: Client;
  readonly call: Call;
}

/** AWS Backup of one target. */
export type BackupApi = AwsApi<BackupClient>;

/** The Resource Groups Tagging API of one target. */
export type TaggingApi = AwsApi<ResourceGroupsTaggingAPIClient>;

/** STS, under the daemon's own credentials. */
export type StsApi = AwsApi<STSClient>;

/** AWS Organizations, under the daemon's own credentials. */
export type OrganizationsApi = AwsApi<OrganizationsClient>;

/** AWS Account Management, under the credentials of the account that it is about. */
export type AccountApi = AwsApi<AccountClient>;
