import { BackupClient } from '@aws-sdk/client-backup';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { Simulator } from '../../src/simulator/simulator.js';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

interface ClientOptions {
  readonly region?: string;
  readonly credentials?: Credentials;
  readonly systemClockOffset?: number;
  readonly maxAttempts?: number;
}

function configOf({ url, baseCredentials }: Simulator, options: ClientOptions) {
  return { endpoint: url, region: 'eu-west-1', credentials: baseCredentials, maxAttempts: 1, ...options };
}

export function backupClient(simulator: Simulator, options: ClientOptions = {}): BackupClient {
  return new BackupClient(configOf(simulator, options));
}

export function stsClient(simulator: Simulator, options: ClientOptions = {}): STSClient {
  return new STSClient(configOf(simulator, options));
}

/** The credentials of the scenario's role in that account. */
export async function memberCredentials(
  simulator: Simulator,
  accountId: string,
  { name = 'monitor', externalId }: { name?: string; externalId?: string } = {},
): Promise<Credentials> {
  const RoleArn = `arn:aws:iam::${accountId}:role/${name}`;
  const command = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test', ExternalId: externalId });
  const { Credentials: issued } = await stsClient(simulator).send(command);
  return {
    accessKeyId: issued?.AccessKeyId ?? '',
    secretAccessKey: issued?.SecretAccessKey ?? '',
    sessionToken: issued?.SessionToken ?? '',
  };
}
