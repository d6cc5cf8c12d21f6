import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Simulator } from '../../src/simulator/simulator.js';
import { simulate } from '../simulator/running-simulator.js';
import { memberCredentials } from '../simulator/signed-clients.js';
import { leaks, secrets } from './canaries.js';
import { runCommand, startDaemon } from './daemon.js';
import { type Samples, select, sum } from './exposition-lines.js';
import { accountIds, configuredAccounts, mixedRows, organization, region, testRow } from './organization.js';
import { projectedVolume } from './projected-volume.js';

const up = 'restore_test_monitor_target_up';
const own = '111122223333';
const [member = ''] = accountIds(1);
const config = {
  accounts: [{ id: own, regions: [region] }, ...configuredAccounts([member])],
  retry: { attempts: 1 },
};
const isUp = (samples: Samples) => sum(samples, up) === config.accounts.length;
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** As the agent of EKS Pod Identity on each node: credentials for whoever brings the token. */
async function startAgent(simulator: Simulator, token: () => string) {
  const seen: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    const { authorization } = request.headers;
    seen.push(authorization);
    if (authorization !== token()) {
      response
        .writeHead(400)
        .end(JSON.stringify({ Code: 'InvalidTokenException', Message: `bad token ${authorization}` }));
      return;
    }
    answerOf(simulator).then(
      (body) => response.end(JSON.stringify(body)),
      () => response.destroy(),
    );
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/credentials`, seen };
}

/** Credentials that have to be renewed at once, since they are about to expire. */
async function answerOf(simulator: Simulator) {
  const issued = await memberCredentials(simulator, own, { externalId: 'the-external-id' });
  return {
    AccessKeyId: issued.accessKeyId,
    SecretAccessKey: issued.secretAccessKey,
    Token: issued.sessionToken,
    Expiration: new Date(Date.now() + 120_000).toISOString(),
  };
}

function environment(url: string, file: string): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: '',
    AWS_SECRET_ACCESS_KEY: '',
    AWS_CONTAINER_CREDENTIALS_FULL_URI: url,
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file,
    // The agent is on the machine, where no proxy could reach it.
    HTTP_PROXY: 'http://127.0.0.1:9',
    NO_PROXY: '127.0.0.1',
  };
}

const scenario = organization([member], mixedRows, {
  jobs: [own, member].map((account) => ({ account, region, rows: [testRow(account, 0)] })),
});

describe('EKS Pod Identity', () => {
  it('gives credentials for the token of the moment, which is not told', async () => {
    const simulator = await simulate(scenario);
    let token: string = secrets.webIdentityToken;
    const agent = await startAgent(simulator, () => token);
    const volume = projectedVolume('eks-pod-identity-token', token);
    const daemon = await startDaemon(simulator, config, environment(agent.url, volume.file));
    await daemon.metricsWhen(isUp);
    token = `${secrets.webIdentityToken}-renewed`;
    volume.publish(token);
    const samples = await daemon.metricsWhen(() => agent.seen.at(-1) === token);
    expect(isUp(samples)).toBe(true);
    const page = await (await fetch(daemon.url)).text();
    expect(leaks([page, JSON.stringify([...samples]), daemon.output()].join('\n'))).toEqual([]);
  });

  it.each([
    ['without an association', secrets.webIdentityToken, 'Could not load credentials from any providers'],
    ['without the file of its token', undefined, "no such file or directory, open '/nowhere/token'"],
  ])('%s the reason is told, and the token is not', async (_, token, says) => {
    const simulator = await simulate(scenario);
    const agent = await startAgent(simulator, () => 'another');
    const file = token === undefined ? '/nowhere/token' : projectedVolume('token', token).file;
    const env = environment(agent.url, file);
    const doctor = runCommand(['doctor'], { simulator, config, env });
    const daemon = await startDaemon(simulator, config, env);
    const samples = await daemon.metricsWhen(
      (read) =>
        select(read, 'restore_test_monitor_target_failure_reason', { reason: 'access_denied' }).some(
          (value) => value === 1,
        ),
      25_000,
    );
    expect(sum(samples, up)).toBe(0);
    const { code, stdout, stderr } = await doctor.exited;
    expect(code).toBe(1);
    expect(stdout).toContain('GetCallerIdentity fails in 2 targets: access_denied');
    expect(stdout).toContain(says);
    const page = await (await fetch(daemon.url)).text();
    expect(leaks([stdout, stderr, page, daemon.output()].join('\n'))).toEqual([]);
  });
});
