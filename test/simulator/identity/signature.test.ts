import { ListRestoreJobsCommand } from '@aws-sdk/client-backup';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from '@jest/globals';
import { simulate, twoAccounts } from '../running-simulator.js';
import { backupClient, memberCredentials, stsClient } from '../signed-clients.js';
import { sendRaw, signedRequest } from '../signed-request.js';

const hour = 3_600_000;
const list = new ListRestoreJobsCommand({});
const identify = new GetCallerIdentityCommand({});

describe('a request', () => {
  it('that is signed with the base credentials is answered', async () => {
    const simulator = await simulate(twoAccounts);
    await expect(stsClient(simulator).send(identify)).resolves.toMatchObject({ Account: '111122223333' });
    await expect(backupClient(simulator).send(list)).resolves.toMatchObject({ RestoreJobs: [] });
  });

  it('whose Region is not enabled is refused', async () => {
    const simulator = await simulate(twoAccounts);
    await expect(backupClient(simulator, { region: 'ap-south-1' }).send(list)).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
      $metadata: { httpStatusCode: 403 },
    });
  });

  const base = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  };
  it.each([
    {
      what: 'a wrong secret',
      options: { credentials: { ...base, secretAccessKey: 'another-secret-access-key' } },
      backup: 'InvalidSignatureException',
      sts: 'SignatureDoesNotMatch',
      message: /signature we calculated does not match/,
    },
    {
      what: 'an unknown access key',
      options: { credentials: { ...base, accessKeyId: 'AKIAI44QH8DHBEXAMPLE' } },
      backup: 'UnrecognizedClientException',
      sts: 'InvalidClientTokenId',
      message: /security token included in the request is invalid/,
    },
    {
      what: 'a made-up session token',
      options: { credentials: { ...base, sessionToken: 'eyJhIjoxfQ.AAAA' } },
      backup: 'UnrecognizedClientException',
      sts: 'InvalidClientTokenId',
      message: /security token included in the request is invalid/,
    },
    {
      what: 'a clock that is an hour late',
      options: { systemClockOffset: -hour },
      backup: 'InvalidSignatureException',
      sts: 'SignatureDoesNotMatch',
      message: /^Signature expired: \d{8}T\d{6}Z is now earlier than/,
    },
    {
      what: 'a clock that is an hour early',
      options: { systemClockOffset: hour },
      backup: 'InvalidSignatureException',
      sts: 'SignatureDoesNotMatch',
      message: /^Signature not yet current: \d{8}T\d{6}Z is still later than/,
    },
  ])('with $what is refused', async ({ options, backup, sts, message }) => {
    const simulator = await simulate(twoAccounts);
    const expected = { message: expect.stringMatching(message), $metadata: { httpStatusCode: 403 } };
    await expect(backupClient(simulator, options).send(list)).rejects.toMatchObject({
      ...expected,
      name: backup,
    });
    await expect(stsClient(simulator, options).send(identify)).rejects.toMatchObject({
      ...expected,
      name: sts,
    });
    expect(simulator.requests.map(({ accountId, status }) => ({ accountId, status }))).toEqual([
      { accountId: undefined, status: 403 },
      { accountId: undefined, status: 403 },
    ]);
  });

  it.each([
    { what: 'query', method: 'GET', sent: { target: '/restore-jobs?status=FAILED' }, unchanged: 200 },
    { what: 'path', method: 'GET', sent: { target: '/restore-jobs/other' }, unchanged: 200 },
    { what: 'body', method: 'POST', sent: { body: 'something' }, unchanged: 404 },
  ])('whose $what was changed after it was signed is refused', async ({ method, sent, unchanged }) => {
    const simulator = await simulate(twoAccounts);
    const target = '/restore-jobs?status=PENDING';
    await expect(signedRequest(simulator, target, { method })).resolves.toMatchObject({ status: unchanged });
    await expect(signedRequest(simulator, target, { method, sent })).resolves.toMatchObject({
      status: 403,
      errorType: 'InvalidSignatureException',
    });
  });

  it('with a late clock succeeds at the second try, by the Date header', async () => {
    const simulator = await simulate(twoAccounts);
    const client = backupClient(simulator, { systemClockOffset: -hour, maxAttempts: 2 });
    await expect(client.send(list)).resolves.toMatchObject({ $metadata: { attempts: 2 } });
  });

  it('with a session that has expired is refused', async () => {
    let aheadMs = 0;
    const simulator = await simulate(twoAccounts, { machineClock: () => Date.now() + aheadMs });
    const credentials = await memberCredentials(simulator, '444455556666');
    await expect(backupClient(simulator, { credentials }).send(list)).resolves.toBeDefined();
    aheadMs = hour + 1000;
    const later = { credentials, systemClockOffset: hour };
    await expect(backupClient(simulator, later).send(list)).rejects.toMatchObject({
      name: 'ExpiredTokenException',
    });
    await expect(stsClient(simulator, later).send(identify)).rejects.toMatchObject({ name: 'ExpiredToken' });
  });

  it.each([
    { what: 'no signature', headers: undefined, name: 'MissingAuthenticationTokenException' },
    { what: 'another scheme', headers: { authorization: 'Bearer x' }, name: 'IncompleteSignatureException' },
    {
      what: 'the scope of another service',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${base.accessKeyId}/20260101/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
      },
      name: 'InvalidSignatureException',
    },
  ])('with $what is refused', async ({ headers, name }) => {
    const { url } = await simulate(twoAccounts);
    const answer = await sendRaw(new URL('/restore-jobs/', url), { ...headers });
    expect(answer).toMatchObject({ status: 403, errorType: name });
    expect(JSON.parse(answer.body)).toMatchObject({ Code: name });
  });
});
