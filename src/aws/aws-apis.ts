import { AccountClient } from '@aws-sdk/client-account';
import { BackupClient } from '@aws-sdk/client-backup';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { STSClient } from '@aws-sdk/client-sts';
import type { Emit } from '../events.js';
import type { CallResult } from '../targets/call-failure.js';
import type { MemberRole, Target } from '../targets/target.js';
import type { AccountApi, BackupApi, OrganizationsApi, StsApi, TaggingApi } from './aws-api.js';
import { createAwsClock } from './aws-clock.js';
import { CallFailed, createCallPolicy, type RetrySettings } from './call-policy.js';
import { createRequestHandler } from './create-request-handler.js';
import { createOwnAccount, type OwnAccount } from './credentials/own-account.js';
import { createOwnCredentials } from './credentials/own-credentials.js';
import {
  type CredentialsProvider,
  createRenewedCredentials,
  type RenewalOptions,
} from './credentials/renewed-credentials.js';
import { createChildController, type Deadline, startDeadline } from './deadline.js';
import { endpointSwitches } from './endpoint-switches.js';
import { type ConnectionSettings, HttpConnections, type ProxyByHost } from './http-connections.js';
import { assumeRole, type RoleSession } from './operations/assume-role.js';
import { assumeRoleWithWebIdentity } from './operations/assume-role-with-web-identity.js';
import { getCallerIdentity } from './operations/get-caller-identity.js';
import { TolerantJsonProtocol, TolerantRestJsonProtocol } from './tolerant-json-protocol.js';

export interface AwsApiSettings extends ConnectionSettings {
  readonly retry: RetrySettings;
  readonly requestsPerSecond: number;
  readonly roleSession: RoleSession;
  /** The region whose STS endpoint is asked for every role; that of the role where it is absent. */
  readonly stsRegion?: string | undefined;
  /** The region whose STS endpoint is asked for credentials of the daemon's own, where they come from a web identity. */
  readonly homeRegion: string;
  /** Longest time for AssumeRole with all its retries. */
  readonly credentialsDeadlineMs: number;
  readonly userAgent: string;
}

/** Every way into AWS, over connections that all of them share. */
export interface AwsApis {
  /** Returns the API of a target. It is cached by the identity of the Target, and released with it. */
  forTarget(target: Target): BackupApi;
  /** Returns the API of the tags in a target, cached as the one above. It is loaded with the first target that needs it. */
  forTags(target: Target): Promise<TaggingApi>;
  /** `region` is the one that serves AWS Organizations in the partition. */
  forOrganization(region: string): OrganizationsApi;
  /** `region` is the one that serves AWS Account Management in the partition. */
  forAccount(account: Pick<Target, 'role'>, region: string): AccountApi;
  /** The account of the daemon's own credentials, asked of STS in a region. */
  ownAccountId(region: string, deadline: Deadline): Promise<CallResult<string>>;
  /** Returns the account of the daemon's own credentials, after asking STS once for each session of them. */
  confirmOwnAccount(region: string, deadline: Deadline): Promise<CallResult<string>>;
  /** The way to each host that a request went to so far. */
  proxies(): ProxyByHost;
  /** Returns the milliseconds that AWS's clock is ahead of this machine's; 0 if they agree. */
  clockAheadMs(): number;
  /** Milliseconds that AWS's clock was ahead at each of the latest answers, to half a second, also if the clocks agree. */
  latestClockAheadMs(): readonly number[];
  close(): void;
}

type AwsEvents =
  | 'callAttempted'
  | 'callRetried'
  | 'credentialsFailed'
  | 'credentialsRenewed'
  | 'credentialsWarned';

type AwsClient =
  | BackupClient
  | STSClient
  | OrganizationsClient
  | AccountClient
  | ResourceGroupsTaggingAPIClient;

const stsRequestsPerSecond = 50;

/** `shutdown` aborts every call under way. */
export function createAwsApis(
  settings: AwsApiSettings,
  emit: Emit<AwsEvents>,
  shutdown: AbortSignal,
): AwsApis {
  const controller = createChildController(shutdown);
  const clock = createAwsClock();
  const requestHandler = createRequestHandler(settings, clock);
  const clientSettings = {
    requestHandler,
    maxAttempts: 1,
    customUserAgent: settings.userAgent,
    ...endpointSwitches(),
  };
  const agentConnections = new HttpConnections(settings);
  const ownCredentials = renewedInTime(
    createOwnCredentials({
      sources: {
        clientConfig: clientSettings,
        connections: agentConnections,
        warn: (message) => emit('credentialsWarned', { message }),
        // The SDK would call STS beside the call policy, in the region of whichever client asks first.
        roleAssumerWithWebIdentity: async (request) => {
          using deadline = startDeadline(settings.credentialsDeadlineMs, controller.signal);
          const assumed = await assumeRoleWithWebIdentity(anonymousStsSession(), request, deadline);
          if (!assumed.ok) throw new CallFailed(assumed.failure);
          return assumed.value;
        },
      },
      retry: settings.retry,
      limitMs: settings.connectionTimeoutMs + settings.requestTimeoutMs,
      shutdown: controller.signal,
    }),
  );
  const roleCredentials = new Map<string, CredentialsProvider>();
  const stsSessions = new Map<string, StsApi>();
  const backupSessions = new WeakMap<Target, BackupApi>();
  const taggingSessions = new WeakMap<Target, TaggingApi>();

  function stsSession(region: string): StsApi {
    return getOrCreate(stsSessions, region, () => {
      const client = new STSClient({ ...clientSettings, region, credentials: ownCredentials });
      return withPolicy(client, ownCredentials, stsRequestsPerSecond);
    });
  }

  /** For requests that are not signed; there is nothing to renew when AWS refuses them. */
  function anonymousStsSession(): StsApi {
    return {
      client: new STSClient({ ...clientSettings, region: settings.stsRegion ?? settings.homeRegion }),
      call: createCallPolicy({
        retry: settings.retry,
        requestsPerSecond: stsRequestsPerSecond,
        emit,
      }),
    };
  }

  function credentialsOf(role: MemberRole, region: string): CredentialsProvider {
    const stsRegion = settings.stsRegion ?? role.stsRegion ?? region;
    return getOrCreate(roleCredentials, `${role.arn} ${role.externalId ?? ''} ${stsRegion}`, () =>
      renewedInTime(async () => {
        using deadline = startDeadline(settings.credentialsDeadlineMs, controller.signal);
        const assumed = await assumeRole(stsSession(stsRegion), role, settings.roleSession, deadline);
        if (!assumed.ok) throw new CallFailed(assumed.failure);
        return assumed.value;
      }, role.arn),
    );
  }

  function credentialsIn({ role, region }: Target): CredentialsProvider {
    return role ? credentialsOf(role, region) : ownCredentials;
  }

  /** The SDK's chain goes by the machine's clock: it would renew what seems to have expired with every call, and give some of them nothing. */
  function renewedInTime(fetch: RenewalOptions['fetch'], roleArn?: string): CredentialsProvider {
    return createRenewedCredentials({
      fetch,
      roleArn,
      emit(name, event) {
        // What was called off says nothing about the credentials.
        if (!controller.signal.aborted) emit(name, event);
      },
      clock,
      pauseMs: settings.retry.maxDelayMs,
    });
  }

  function withPolicy<Client extends AwsClient>(
    client: Client,
    credentials: CredentialsProvider,
    requestsPerSecond: number,
    target?: Target,
  ) {
    // It copies every answer for a logger that nobody reads: a quarter of the CPU time of a page.
    client.middlewareStack.remove('loggerMiddleware');
    // The client passes its own region, which the provider may need.
    const renewCredentials = () => client.config.credentials({ forceRefresh: true });
    return {
      client,
      call: createCallPolicy({
        retry: settings.retry,
        requestsPerSecond,
        emit,
        target,
        renewCredentials,
        areReplaceable: credentials === ownCredentials,
      }),
    };
  }

  const ownAccountId: OwnAccount = (region, deadline) =>
    getCallerIdentity(stsSession(settings.stsRegion ?? region), deadline);

  return {
    forTarget: (target) =>
      getOrCreate(backupSessions, target, () => {
        const credentials = credentialsIn(target);
        const protocol = TolerantRestJsonProtocol;
        const client = new BackupClient({ ...clientSettings, protocol, region: target.region, credentials });
        return withPolicy(client, credentials, settings.requestsPerSecond, target);
      }),
    async forTags(target) {
      const { ResourceGroupsTaggingAPIClient } = await import('@aws-sdk/client-resource-groups-tagging-api');
      return getOrCreate(taggingSessions, target, () => {
        const credentials = credentialsIn(target);
        const settingsOf = { ...clientSettings, protocol: TolerantJsonProtocol, region: target.region };
        const client = new ResourceGroupsTaggingAPIClient({ ...settingsOf, credentials });
        return withPolicy(client, credentials, settings.requestsPerSecond, target);
      });
    },
    forOrganization(region) {
      const protocol = TolerantJsonProtocol;
      const settingsOf = { ...clientSettings, protocol, region, credentials: ownCredentials };
      const client = new OrganizationsClient(settingsOf);
      return withPolicy(client, ownCredentials, settings.requestsPerSecond);
    },
    forAccount({ role }, region) {
      const credentials = role ? credentialsOf(role, region) : ownCredentials;
      const protocol = TolerantRestJsonProtocol;
      const client = new AccountClient({ ...clientSettings, protocol, region, credentials });
      return withPolicy(client, credentials, settings.requestsPerSecond);
    },
    ownAccountId,
    confirmOwnAccount: createOwnAccount(ownCredentials, ownAccountId),
    clockAheadMs: clock.aheadMs,
    latestClockAheadMs: clock.latestAheadMs,
    proxies: () => requestHandler.proxies,
    close() {
      // What is under way would open a new connection for its next attempt.
      controller.abort(new Error('the sessions were closed'));
      controller[Symbol.dispose]();
      requestHandler.destroy();
      agentConnections.destroy();
    },
  };
}

interface Store<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
}

function getOrCreate<Key, Value>(map: Store<Key, Value>, key: Key, create: () => Value): Value {
  const existing = map.get(key);
  if (existing !== undefined) return existing;
  const value = create();
  map.set(key, value);
  return value;
}
