import { AccountClient } from '@aws-sdk/client-account';
import { BackupClient } from '@aws-sdk/client-backup';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { STSClient } from '@aws-sdk/client-sts';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { memoize } from '@smithy/property-provider';
import type { CallResult } from '../targets/call-failure.js';
import type { MemberRole, Target } from '../targets/target.js';
import { assumeRole, type RoleSession } from './assume-role.js';
import { assumeRoleWithWebIdentity } from './assume-role-with-web-identity.js';
import { createAwsClock } from './aws-clock.js';
import { CallFailed, type CallObserver, createCallPolicy, type RetrySettings } from './call-policy.js';
import { createRequestHandler } from './create-request-handler.js';
import { createChildController, type Deadline, startDeadline } from './deadline.js';
import { endpointSwitches } from './endpoint-switches.js';
import { getCallerIdentity } from './get-caller-identity.js';
import type { ConnectionSettings, Routes } from './http-connections.js';
import type { AccountSession, BackupSession, OrganizationsSession, StsSession } from './session.js';
import type { TemporaryCredentials } from './temporary-credentials.js';
import { TolerantJsonProtocol, TolerantRestJsonProtocol } from './tolerant-protocols.js';

export interface SessionSettings extends ConnectionSettings {
  readonly retry: RetrySettings;
  readonly requestsPerSecond: number;
  readonly roleSession: RoleSession;
  /** The region whose STS endpoint is asked for every role; that of the role where it is absent. */
  readonly stsRegion?: string | undefined;
  /** The region whose STS endpoint is asked for credentials of the daemon's own, where they come from a web identity. */
  readonly homeRegion: string;
  /** How long AssumeRole may take with all its retries. */
  readonly credentialsDeadlineMs: number;
  readonly userAgent: string;
}

/** Every way into AWS, over connections that all of them share. */
export interface AwsSessions {
  /** The same one for the same object, for as long as somebody holds that. */
  forTarget(target: Target): BackupSession;
  /** `region` is the one that serves AWS Organizations in the partition. */
  forOrganization(region: string): OrganizationsSession;
  /** `region` is the one that serves AWS Account Management in the partition. */
  forAccount(account: Pick<Target, 'role'>, region: string): AccountSession;
  /** The account of the daemon's own credentials, asked of STS in a region. */
  ownAccountId(region: string, deadline: Deadline): Promise<CallResult<string>>;
  /** The way to each host that a request went to so far. */
  routes(): Routes;
  /** How far AWS's clock is ahead of this machine's, in milliseconds; 0 where they agree. */
  clockAheadMs(): number;
  close(): void;
}

type Credentials = Partial<Pick<TemporaryCredentials, 'sessionToken' | 'expiration'>> &
  Pick<TemporaryCredentials, 'accessKeyId' | 'secretAccessKey'>;
/** What the SDK tells of the client that asks for credentials, such as its region. */
type CallerProperties = Omit<NonNullable<Parameters<SdkCredentials>[0]>, 'forceRefresh'>;
type SdkCredentials = ReturnType<typeof fromNodeProviderChain>;
type CredentialsProvider = (options?: CallerProperties & { forceRefresh?: boolean }) => Promise<Credentials>;

/** Credentials are renewed this long before they expire, so that no request is sent with dying ones. */
const renewBeforeExpiryMs = 5 * 60_000;

const stsRequestsPerSecond = 50;

/** `observe` makes the observer of a target's calls, or of those to STS; `shutdown` aborts every call under way. */
export function createAwsSessions(
  settings: SessionSettings,
  observe: (target?: Target) => CallObserver,
  shutdown: AbortSignal,
): AwsSessions {
  const controller = createChildController(shutdown);
  const clock = createAwsClock();
  const requestHandler = createRequestHandler(settings, clock);
  const clientSettings = {
    requestHandler,
    maxAttempts: 1,
    customUserAgent: settings.userAgent,
    ...endpointSwitches(),
  };
  const sdkCredentials = fromNodeProviderChain({
    clientConfig: clientSettings,
    // Keys that were replaced in a file are found when they are renewed.
    ignoreCache: true,
    // The SDK would call STS beside the call policy, in the region of whichever client asks first.
    roleAssumerWithWebIdentity: async (request) => {
      using deadline = startDeadline(settings.credentialsDeadlineMs, controller.signal);
      const assumed = await assumeRoleWithWebIdentity(anonymousStsSession(), request, deadline);
      if (!assumed.ok) throw new CallFailed(assumed.failure);
      return assumed.value;
    },
  });
  // The SDK's chain goes by the machine's clock: it would renew what seems to have expired with every call, and give some of them nothing.
  const ownCredentials = renewedInTime((caller) => sdkCredentials({ ...caller, forceRefresh: true }));
  const roleCredentials = new Map<string, CredentialsProvider>();
  const stsSessions = new Map<string, StsSession>();
  const backupSessions = new WeakMap<Target, BackupSession>();

  function stsSession(region: string): StsSession {
    return getOrCreate(stsSessions, region, () => {
      const client = new STSClient({ ...clientSettings, region, credentials: ownCredentials });
      return withPolicy(client, ownCredentials, stsRequestsPerSecond, observe());
    });
  }

  /** For requests that are not signed; there is nothing to renew when AWS refuses them. */
  function anonymousStsSession(): StsSession {
    return {
      client: new STSClient({ ...clientSettings, region: settings.stsRegion ?? settings.homeRegion }),
      call: createCallPolicy({
        retry: settings.retry,
        requestsPerSecond: stsRequestsPerSecond,
        observer: observe(),
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
      }),
    );
  }

  /** Fetches credentials anew before they expire by the clock of AWS; for whoever asked last. */
  function renewedInTime(fetch: (caller: CallerProperties) => Promise<Credentials>): CredentialsProvider {
    let caller: CallerProperties = {};
    const renewed = memoize<Credentials>(
      () => fetch(caller),
      ({ expiration }) =>
        expiration !== undefined && expiration.getTime() - Date.now() - clock.aheadMs() < renewBeforeExpiryMs,
      ({ expiration }) => expiration !== undefined,
    );
    return ({ forceRefresh = false, ...properties } = {}) => {
      caller = properties;
      return renewed({ forceRefresh });
    };
  }

  function withPolicy<Client extends BackupClient | STSClient | OrganizationsClient | AccountClient>(
    client: Client,
    credentials: CredentialsProvider,
    requestsPerSecond: number,
    observer: CallObserver,
  ) {
    // It copies every answer for a logger that nobody reads: a quarter of the CPU time of a page.
    client.middlewareStack.remove('loggerMiddleware');
    // The client keeps the credentials of its provider for itself, so the renewal has to go through it.
    const renewCredentials = () => client.config.credentials({ forceRefresh: true });
    return {
      client,
      call: createCallPolicy({
        retry: settings.retry,
        requestsPerSecond,
        observer,
        renewCredentials,
        areReplaceable: credentials === ownCredentials,
      }),
    };
  }

  return {
    forTarget: (target) =>
      getOrCreate(backupSessions, target, () => {
        const credentials = target.role ? credentialsOf(target.role, target.region) : ownCredentials;
        const protocol = TolerantRestJsonProtocol;
        const client = new BackupClient({ ...clientSettings, protocol, region: target.region, credentials });
        return withPolicy(client, credentials, settings.requestsPerSecond, observe(target));
      }),
    forOrganization(region) {
      const protocol = TolerantJsonProtocol;
      const settingsOf = { ...clientSettings, protocol, region, credentials: ownCredentials };
      const client = new OrganizationsClient(settingsOf);
      return withPolicy(client, ownCredentials, settings.requestsPerSecond, observe());
    },
    forAccount({ role }, region) {
      const credentials = role ? credentialsOf(role, region) : ownCredentials;
      const protocol = TolerantRestJsonProtocol;
      const client = new AccountClient({ ...clientSettings, protocol, region, credentials });
      return withPolicy(client, credentials, settings.requestsPerSecond, observe());
    },
    ownAccountId: (region, deadline) => getCallerIdentity(stsSession(settings.stsRegion ?? region), deadline),
    clockAheadMs: clock.aheadMs,
    routes: () => requestHandler.routes,
    close() {
      // What is under way would open a new connection for its next attempt.
      controller.abort(new Error('the sessions were closed'));
      controller[Symbol.dispose]();
      requestHandler.destroy();
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
