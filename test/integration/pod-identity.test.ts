import { describe, expect, it } from '@jest/globals';
import { simulate } from '../simulator/running-simulator.js';
import { leaks, secrets } from './canaries.js';
import { agentEnvironment, startAgent } from './credentials-agent.js';
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
const scenario = organization([member], mixedRows, {
  jobs: [own, member].map((account) => ({ account, region, rows: [testRow(account, 0)] })),
});

describe('EKS Pod Identity', () => {
  it('gives credentials for the token of the moment, which is not told', async () => {
    const simulator = await simulate(scenario);
    let token: string = secrets.webIdentityToken;
    const agent = await startAgent(simulator, { account: own, token: () => token });
    const volume = projectedVolume('eks-pod-identity-token', token);
    const daemon = await startDaemon(simulator, config, agentEnvironment(agent.url, volume.file));
    await daemon.metricsWhen(isUp);
    token = `${secrets.webIdentityToken}-renewed`;
    volume.publish(token);
    const samples = await daemon.metricsWhen(() => agent.seen.at(-1) === token);
    expect(isUp(samples)).toBe(true);
    const page = await (await fetch(daemon.url)).text();
    expect(leaks([page, JSON.stringify([...samples]), daemon.output()].join('\n'))).toEqual([]);
  });

  it.each([
    [
      'without an association',
      secrets.webIdentityToken,
      'answered with 400 InvalidTokenException: bad token <left out>',
    ],
    ['without the file of its token', undefined, "no such file or directory, open '/nowhere/token'"],
  ])('%s the reason is told, and the token is not', async (_, token, says) => {
    const simulator = await simulate(scenario);
    const agent = await startAgent(simulator, { account: own, token: () => 'another' });
    const file = token === undefined ? '/nowhere/token' : projectedVolume('token', token).file;
    const env = agentEnvironment(agent.url, file);
    const doctor = runCommand(['doctor'], { simulator, config, env });
    const daemon = await startDaemon(simulator, config, env);
    const samples = await daemon.metricsWhen((read) =>
      select(read, 'restore_test_monitor_target_failure_reason', { reason: 'access_denied' }).some(
        (value) => value === 1,
      ),
    );
    expect(sum(samples, up)).toBe(0);
    const { code, stdout, stderr } = await doctor.exited;
    expect(code).toBe(1);
    expect(stdout).toContain("the daemon's own credentials cannot be loaded in 2 targets: access_denied");
    expect(stdout).toContain(says);
    expect(stdout).toContain('that the service account of the pod has an association');
    const page = await (await fetch(daemon.url)).text();
    expect(leaks([stdout, stderr, page, daemon.output()].join('\n'))).toEqual([]);
  });
});
