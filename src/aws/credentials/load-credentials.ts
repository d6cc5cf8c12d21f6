import {
  fromEnv,
  fromIni,
  fromInstanceMetadata,
  type fromNodeProviderChain,
  fromTokenFile,
} from '@aws-sdk/credential-providers';
import { parseKnownFiles } from '@smithy/core/config';
import type { HttpConnections } from '../http-connections.js';
import { sdkErrorMessage } from '../sdk-error.js';
import { containerCredentials, hasContainerAgent } from './container-credentials.js';
import type { TemporaryCredentials } from './temporary-credentials.js';

export type Credentials = Partial<Pick<TemporaryCredentials, 'sessionToken' | 'expiration'>> &
  Pick<TemporaryCredentials, 'accessKeyId' | 'secretAccessKey'>;
type SdkOptions = NonNullable<Parameters<typeof fromNodeProviderChain>[0]>;
/** The SDK's description of the client that asks for credentials, such as its region. */
export type CallerProperties = Omit<
  NonNullable<Parameters<ReturnType<typeof fromNodeProviderChain>>[0]>,
  'forceRefresh'
>;

export interface CredentialChain {
  readonly clientConfig: NonNullable<SdkOptions['clientConfig']>;
  readonly roleAssumerWithWebIdentity: NonNullable<SdkOptions['roleAssumerWithWebIdentity']>;
  /** To the agents of containers. */
  readonly connections: HttpConnections;
  /** Called with a sentence about settings that contradict each other, or a warning of the SDK. */
  readonly warn: (message: string) => void;
  readonly env?: NodeJS.ProcessEnv;
}

/** The environment names no credentials. */
export class NoCredentials extends Error {
  override readonly name = 'NoCredentials';
}

/** The instance metadata service answered with an error of its own; `$metadata` has the status, as in errors of the SDK. */
class InstanceFailed extends Error {
  override readonly name = 'InstanceFailed';
  readonly $metadata: { readonly httpStatusCode: number };

  constructor(status: number) {
    super(`the instance metadata service answered with ${status}`);
    this.$metadata = { httpStatusCode: status };
  }
}

function ignore(): void {}

type Profile = Readonly<Record<string, string | undefined>>;

/** The keys of a profile that name the source of its credentials. */
const sourceKeys = [
  'aws_access_key_id',
  'role_arn',
  'credential_source',
  'credential_process',
  'sso_session',
  'sso_start_url',
  'sso_account_id',
  'login_session',
  'web_identity_token_file',
];

/**
 * Loads the daemon's own credentials from the first source that the environment names, in the order of the SDK: variables, a profile, a web identity, the
 * agent of a container, the instance. Other than in the chain of the SDK, the failure of the named source is the failure, and a profile that is named has to exist.
 */
export async function loadCredentials(
  { env = process.env, ...sources }: CredentialChain,
  caller: CallerProperties,
  signal: AbortSignal,
): Promise<Credentials> {
  warnOfContradictions(env, sources.warn);
  const { AWS_PROFILE: named, AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = env;
  if (!named && id && secret) return fromEnv()();
  const name = named || 'default';
  const profile: Profile | undefined = (await parseKnownFiles({ ignoreCache: true }))[name];
  if (named && profile === undefined) throw new NoCredentials(missingProfile(named, env));
  if (profile !== undefined && sourceKeys.some((key) => profile[key] !== undefined)) {
    const { clientConfig, roleAssumerWithWebIdentity } = sources;
    return fromIni({ profile: name, ignoreCache: true, clientConfig, roleAssumerWithWebIdentity })(caller);
  }
  if (env['AWS_WEB_IDENTITY_TOKEN_FILE'] && env['AWS_ROLE_ARN']) {
    return fromTokenFile({ roleAssumerWithWebIdentity: sources.roleAssumerWithWebIdentity })(caller);
  }
  if (hasContainerAgent(env)) return containerCredentials(env, sources.connections, signal);
  return instanceCredentials(env, name, sources.warn);
}

function warnOfContradictions(env: NodeJS.ProcessEnv, warn: (message: string) => void): void {
  const both = (one: string, other: string) => Boolean(env[one] && env[other]);
  if (env['AWS_PROFILE'] && both('AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY')) {
    warn('AWS_PROFILE and AWS_ACCESS_KEY_ID are both set; AWS_PROFILE is used. Unset one of them.');
  }
  if (both('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI')) {
    warn(
      'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and AWS_CONTAINER_CREDENTIALS_FULL_URI are both set; the relative one is used. Unset one of them.',
    );
  }
  if (both('AWS_CONTAINER_AUTHORIZATION_TOKEN', 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE')) {
    warn(
      'AWS_CONTAINER_AUTHORIZATION_TOKEN and AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE are both set; the file is used. Unset one of them.',
    );
  }
}

/** Takes an instance whose metadata service cannot be reached, or has no role, for one that has no credentials. */
async function instanceCredentials(
  env: NodeJS.ProcessEnv,
  profile: string,
  warn: (message: string) => void,
): Promise<Credentials> {
  const disabled = env['AWS_EC2_METADATA_DISABLED'];
  if (disabled && disabled.toLowerCase() !== 'false') {
    throw new NoCredentials(`${nothingFound(profile, env)} The instance metadata service is turned off.`);
  }
  const warnOnce = (text: unknown) => warn(isExtension(text) ? extension : String(text));
  const logger = { warn: warnOnce, debug: ignore, info: ignore, error: ignore };
  try {
    return await fromInstanceMetadata({ logger })();
  } catch (error) {
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 0;
    if (status >= 500) throw new InstanceFailed(status);
    throw new NoCredentials(`${nothingFound(profile, env)} ${unreachable(error, status)}`);
  }
}

const extension =
  'The instance metadata service answered with credentials that have expired. They are used for some more minutes.';

function isExtension(text: unknown): boolean {
  return String(text).startsWith('Attempting credential expiration extension');
}

function unreachable(error: unknown, status: number): string {
  if (status === 404) return 'The instance has no role.';
  return `The instance metadata service gave none: ${sdkErrorMessage(error)}.`;
}

function missingProfile(profile: string, env: NodeJS.ProcessEnv): string {
  return `the profile ${JSON.stringify(profile)} of AWS_PROFILE is neither in ${files(env, 'nor')}`;
}

function nothingFound(profile: string, env: NodeJS.ProcessEnv): string {
  return `no credentials found: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not both set, the profile ${JSON.stringify(profile)} has none in ${files(env, 'or')}, and neither AWS_WEB_IDENTITY_TOKEN_FILE with AWS_ROLE_ARN nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set.`;
}

function files(env: NodeJS.ProcessEnv, conjunction: 'or' | 'nor'): string {
  const { AWS_SHARED_CREDENTIALS_FILE: credentials, AWS_CONFIG_FILE: config } = env;
  return `${credentials || '~/.aws/credentials'} ${conjunction} in ${config || '~/.aws/config'}`;
}
