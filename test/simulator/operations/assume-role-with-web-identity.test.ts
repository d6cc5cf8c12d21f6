import {
  AssumeRoleWithWebIdentityCommand,
  type AssumeRoleWithWebIdentityCommandInput,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { expect, it } from '@jest/globals';
import type { Simulator } from '../../../src/simulator/simulator.js';
import { simulate, twoAccounts } from '../running-simulator.js';
import { stsClient } from '../signed-clients.js';

const issuer = 'https://oidc.example.com';
const roleArn = 'arn:aws:iam::111122223333:role/daemon';
const scenario = { ...twoAccounts, webIdentity: { roleArn, issuer } };

function tokenOf(claims: object): string {
  const payload = Buffer.from(JSON.stringify({ iss: issuer, ...claims })).toString('base64url');
  return `e30.${payload}.c2ln`;
}

function assume({ url }: Simulator, input: Partial<AssumeRoleWithWebIdentityCommandInput>) {
  const client = new STSClient({ endpoint: url, region: 'eu-west-1', maxAttempts: 1 });
  return client.send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: roleArn,
      RoleSessionName: 'test',
      WebIdentityToken: tokenOf({ sub: 'system:serviceaccount:monitoring:monitor' }),
      ...input,
    }),
  );
}

it('gives the credentials of the role for a token, without a signature', async () => {
  const simulator = await simulate(scenario);
  const { Credentials: issued, SubjectFromWebIdentityToken: subject } = await assume(simulator, {});
  expect(subject).toBe('system:serviceaccount:monitoring:monitor');
  const credentials = {
    accessKeyId: issued?.AccessKeyId ?? '',
    secretAccessKey: issued?.SecretAccessKey ?? '',
    sessionToken: issued?.SessionToken ?? '',
  };
  const whoAmI = stsClient(simulator, { credentials }).send(new GetCallerIdentityCommand({}));
  await expect(whoAmI).resolves.toMatchObject({ Arn: 'arn:aws:sts::111122223333:assumed-role/daemon/test' });
  expect(simulator.requests[0]).toMatchObject({
    operation: 'AssumeRoleWithWebIdentity',
    accountId: '111122223333',
  });
});

it.each([
  [{ WebIdentityToken: 'no-token' }, 'InvalidIdentityTokenException', 400],
  [{ WebIdentityToken: 'e30.e30e30.c2ln' }, 'InvalidIdentityTokenException', 400],
  [{ WebIdentityToken: tokenOf({ iss: 'https://other.example.com' }) }, 'InvalidIdentityTokenException', 400],
  [{ WebIdentityToken: tokenOf({ exp: 1_700_000_000 }) }, 'ExpiredTokenException', 400],
  [{ RoleArn: 'arn:aws:iam::111122223333:role/monitor' }, 'AccessDenied', 403],
  [{ RoleArn: 'no-arn' }, 'ValidationError', 400],
  [{ DurationSeconds: 100 }, 'ValidationError', 400],
])('refuses %j as %s', async (input, name, httpStatusCode) => {
  const simulator = await simulate(scenario);
  await expect(assume(simulator, input)).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
});

it('does not reach an issuer whose name is never known', async () => {
  const simulator = await simulate({ ...scenario, webIdentity: { roleArn, issuer: 'https://oidc.invalid' } });
  const refused = assume(simulator, { WebIdentityToken: tokenOf({ iss: 'https://oidc.invalid' }) });
  await expect(refused).rejects.toMatchObject({ name: 'IDPCommunicationErrorException' });
});

it('lets nobody in where the scenario has no web identity', async () => {
  const simulator = await simulate(twoAccounts);
  await expect(assume(simulator, {})).rejects.toMatchObject({ name: 'AccessDenied' });
});
