import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startDaemonUnderClock } from '../e2e/time-lapse/daemon-under-clock.js';
import { simulate } from '../simulator/running-simulator.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { leaks, secrets } from './canaries.js';
import { startConnectProxy } from './connect-proxy.js';
import { runCommand, startDaemon } from './daemon.js';
import { awsEnvironment, configText } from './daemon-config.js';
import { parseExposition, type Samples, select, sum } from './exposition-lines.js';
import { accountIds, configuredAccounts, mixedRows, organization, region, testRow } from './organization.js';
import { projectedVolume } from './projected-volume.js';

const up = 'restore_test_monitor_target_up';
const failures = 'restore_test_monitor_aws_request_failures_total';
const issuer = 'https://oidc.eks.eu-west-1.amazonaws.com/id/1';
const roleArn = 'arn:aws:iam::111122223333:role/daemon';
const own = '111122223333';
const [member = ''] = accountIds(1);
const accounts = [{ id: own, regions: [region] }, ...configuredAccounts([member])];
const minuteMs = 60_000;

const scenario = (webIdentity: object = {}) =>
  organization([member], mixedRows, {
    webIdentity: { roleArn, issuer, ...webIdentity },
    jobs: [own, member].map((account) => ({ account, region, rows: [testRow(account, 0)] })),
  });

/** A token as the kubelet asks the API server for it. */
function tokenOf(claims: object): string {
  const parts = [{ alg: 'RS256' }, { iss: issuer, aud: 'sts.amazonaws.com', ...claims }];
  return [
    ...parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')),
    'c2lnbmF0dXJl',
  ].join('.');
}

function tokenOfAnHour(issuedMs: number): string {
  return tokenOf({ exp: Math.floor(issuedMs / 1000) + 3600 });
}

function environment(file: string): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: '',
    AWS_SECRET_ACCESS_KEY: '',
    AWS_ROLE_ARN: roleArn,
    AWS_WEB_IDENTITY_TOKEN_FILE: file,
  };
}

const isUp = (samples: Samples) => sum(samples, up) === accounts.length;

describe('a web identity', () => {
  it('lets every account be read for hours, while its token is renewed and its sessions end', async () => {
    const startMs = Date.now();
    let nowMs = startMs;
    const clock = () => nowMs;
    const simulator = await simulate(scenario(), { clock, machineClock: clock });
    const volume = projectedVolume('token', tokenOfAnHour(startMs));
    const configFile = join(temporaryDirectory(), 'config.yaml');
    writeFileSync(configFile, configText({ accounts, poll: { schedule: '5m', deadline: '4m' } }));
    const env = { ...awsEnvironment(simulator), ...environment(volume.file) };
    const daemon = await startDaemonUnderClock(configFile, env, startMs);
    try {
      for (let minute = 1; minute <= 240; minute += 1) {
        await daemon.goOn(startMs + minute * minuteMs);
        nowMs = startMs + minute * minuteMs;
        // The kubelet renews a token when four fifths of its time are over.
        if (minute % 48 === 0) volume.publish(tokenOfAnHour(nowMs));
        if (minute % 5 !== 0) continue;
        const samples = parseExposition(await daemon.scrape());
        expect([minute, sum(samples, up), sum(samples, failures)]).toEqual([minute, accounts.length, 0]);
      }
    } finally {
      await daemon.stop('SIGTERM');
    }
    const assumed = simulator.requests.filter(({ operation }) => operation === 'AssumeRoleWithWebIdentity');
    expect(assumed.map(({ status }) => status)).toEqual(assumed.map(() => 200));
    expect(assumed.length).toBeGreaterThanOrEqual(4);
    expect(assumed.length).toBeLessThanOrEqual(6);
    expect(new Set(assumed.map(({ query }) => query['WebIdentityToken'])).size).toBe(assumed.length);
  });

  it.each([
    {
      what: 'that is no token',
      token: secrets.sessionToken,
      reason: 'access_denied',
      says: 'The ID Token provided is not a valid JWT.',
      toDo: 'See that the OIDC provider of the cluster is there in IAM',
    },
    {
      what: 'of an issuer that IAM does not know',
      token: tokenOf({ iss: 'https://elsewhere.example' }),
      reason: 'access_denied',
      says: 'No OpenIDConnect provider found in your account for https://elsewhere.example',
      toDo: 'See that the OIDC provider of the cluster is there in IAM',
    },
    {
      what: 'for a role that does not trust it',
      token: tokenOf({}),
      scenario: { roleArn: 'arn:aws:iam::111122223333:role/another' },
      reason: 'access_denied',
      says: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      toDo: 'that the trust policy of the role (AWS_ROLE_ARN) lets in the namespace',
    },
    {
      what: 'that has expired',
      token: tokenOf({ exp: 1_700_000_000 }),
      reason: 'expired_credentials',
      says: 'must be before the expiration date/time 1700000000',
      toDo: 'See why the token (AWS_WEB_IDENTITY_TOKEN_FILE) is not renewed',
    },
    {
      what: 'that AWS repeats',
      token: tokenOf({}),
      faults: [
        {
          kind: 'access-denied',
          operation: 'AssumeRoleWithWebIdentity',
          message: `Could not verify ${tokenOf({})}`,
        },
      ] as const,
      reason: 'access_denied',
      says: 'Could not verify <left out>',
      toDo: 'See that the OIDC provider of the cluster is there in IAM',
    },
    {
      what: 'of an issuer that AWS does not reach',
      token: tokenOf({ iss: 'https://oidc.invalid' }),
      scenario: { issuer: 'https://oidc.invalid' },
      reason: 'unavailable',
      says: "Couldn't retrieve verification key from your identity provider",
      toDo: 'See that AWS reaches the issuer of the token',
    },
  ])('$what is told, with what to do, and without the token; a good one needs no restart', async (row) => {
    const simulator = await simulate(scenario(row.scenario));
    simulator.setFaults(row.faults ?? []);
    const volume = projectedVolume('token', row.token);
    const env = environment(volume.file);
    const config = { accounts, retry: { attempts: 2 } };
    const { code, stdout, stderr } = await runCommand(['doctor'], { simulator, config, env }).exited;
    expect(code).toBe(1);
    expect(stdout).toContain(`AssumeRoleWithWebIdentity fails in 2 targets: ${row.reason}`);
    expect(stdout).toContain(row.says);
    expect(stdout).toContain(row.toDo);

    const daemon = await startDaemon(simulator, config, env);
    const samples = await daemon.metricsWhen(
      (read) =>
        select(read, 'restore_test_monitor_target_failure_reason', { reason: row.reason }).length > 0 &&
        sum(read, 'restore_test_monitor_target_failure_reason', { reason: row.reason }) === 2,
    );
    expect(sum(samples, up)).toBe(0);
    const page = await (await fetch(daemon.url)).text();
    const told = daemon.log().filter(({ operation }) => operation === 'AssumeRoleWithWebIdentity');
    expect(told).toContainEqual(
      expect.objectContaining({ reason: row.reason, message: expect.stringContaining(row.says) }),
    );
    const everything = [stdout, stderr, page, JSON.stringify([...samples]), daemon.output()].join('\n');
    expect(everything).not.toContain(row.token);
    expect(leaks(everything)).toEqual([]);

    if (row.scenario === undefined) {
      simulator.setFaults([]);
      volume.publish(tokenOf({}));
      await daemon.metricsWhen(isUp);
    }
  });

  it.each([
    ['AWS_REGION says', {}, 'sts.eu-central-1.amazonaws.com:443'],
    ['aws.stsRegion says', { aws: { stsRegion: 'eu-west-3' } }, 'sts.eu-west-3.amazonaws.com:443'],
  ])('is shown to STS in the region that %s, whatever is read first', async (_, options, host) => {
    const proxy = await startConnectProxy({ status: 403 });
    const env = {
      ...environment(projectedVolume('token', tokenOf({})).file),
      AWS_REGION: 'eu-central-1',
      HTTPS_PROXY: `http://${proxy.address}`,
    };
    const config = {
      accounts: [{ id: own, regions: ['eu-west-1', 'us-east-2'] }],
      retry: { attempts: 1 },
      ...options,
    };
    await runCommand(['once'], { config, env }).exited;
    expect([...new Set(proxy.targets)]).toEqual([host]);
  });
});
