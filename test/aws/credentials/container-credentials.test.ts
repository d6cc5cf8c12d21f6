import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { classifyError } from '../../../src/aws/classify-error.js';
import { containerCredentials } from '../../../src/aws/credentials/container-credentials.js';
import { HttpConnections } from '../../../src/aws/http-connections.js';
import { getCallerIdentityOperation } from '../../../src/aws/operations/get-caller-identity.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { serve, type WireAnswer } from '../tiny-server.js';

const { signal } = new AbortController();
const complete = {
  AccessKeyId: 'AKID',
  SecretAccessKey: 'secret',
  Token: 'session',
  Expiration: '2026-03-10T12:00:00Z',
};

async function load(env: Record<string, string>) {
  const connections = new HttpConnections({ connectionTimeoutMs: 1000, requestTimeoutMs: 1000 });
  try {
    return await containerCredentials(env, connections, signal);
  } finally {
    connections.destroy();
  }
}

async function failureOf(env: Record<string, string>): Promise<[string, string]> {
  const error = await load(env).then(
    () => new Error('it answered'),
    (reason: unknown) => reason,
  );
  const message = error instanceof Error ? error.message : String(error);
  return [
    classifyError(error, getCallerIdentityOperation).reason,
    message.replace(/127\.0\.0\.1:\d+/, 'agent'),
  ];
}

async function agentAnswering(answer: WireAnswer): Promise<Record<string, string>> {
  return { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${await serve(answer)}/v1/credentials?a=b` };
}

describe('the agent of a container', () => {
  it('is asked for its path with the token of the file, without the line break at its end', async () => {
    const seen: unknown[] = [];
    const url = await serve(({ method, url: path, headers }, response) => {
      seen.push([method, path, headers.authorization]);
      response.end(JSON.stringify(complete));
    });
    const file = join(temporaryDirectory(), 'token');
    writeFileSync(file, 'of-the-file\n');
    const address = { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/v1/credentials?a=b` };
    const expected = {
      accessKeyId: 'AKID',
      secretAccessKey: 'secret',
      sessionToken: 'session',
      expiration: new Date('2026-03-10T12:00:00Z'),
    };
    const inVariable = { ...address, AWS_CONTAINER_AUTHORIZATION_TOKEN: 'of-the-variable' };
    expect(await load(address)).toEqual(expected);
    expect(await load(inVariable)).toEqual(expected);
    expect(await load({ ...inVariable, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file })).toEqual(expected);
    expect(seen).toEqual([
      ['GET', '/v1/credentials?a=b', undefined],
      ['GET', '/v1/credentials?a=b', 'of-the-variable'],
      ['GET', '/v1/credentials?a=b', 'of-the-file'],
    ]);
  });

  it.each<[WireAnswer, [string, string]]>([
    [
      { status: 400, body: '{"Code":"NoAssociation","Message":"nothing for pod-token"}' },
      [
        'access_denied',
        'the credentials agent at agent answered with 400 NoAssociation: nothing for <left out>',
      ],
    ],
    [
      { status: 404, body: '{"code":"NotFound","message":"no"}' },
      ['access_denied', 'the credentials agent at agent answered with 404 NotFound: no'],
    ],
    [{ status: 408 }, ['timeout', 'the credentials agent at agent answered with 408']],
    [{ status: 429 }, ['throttled', 'the credentials agent at agent answered with 429']],
    [{ status: 500, body: '<html>' }, ['unavailable', 'the credentials agent at agent answered with 500']],
    [{ status: 503, body: '[]' }, ['unavailable', 'the credentials agent at agent answered with 503']],
    ...[
      '',
      'no',
      'null',
      '{}',
      ...Object.keys(complete).map((key) => JSON.stringify({ ...complete, [key]: undefined })),
      JSON.stringify({ ...complete, Expiration: 'soon' }),
    ].map((body): [WireAnswer, [string, string]] => [
      { status: 200, body },
      ['invalid_response', 'the credentials agent at agent answered without credentials'],
    ]),
  ])('that answers %j is %j', async (answer, expected) => {
    const env = { ...(await agentAnswering(answer)), AWS_CONTAINER_AUTHORIZATION_TOKEN: 'pod-token' };
    expect(await failureOf(env)).toEqual(expected);
  });

  it('that never answers is a timeout', async () => {
    const url = await serve(() => {});
    expect((await failureOf({ AWS_CONTAINER_CREDENTIALS_FULL_URI: url }))[0]).toBe('timeout');
  });

  it.each([
    'http://agent.example/',
    'http://169.254.170.3/',
    'http://127.0.0.1.example/',
    'http://[fd00::1]/',
  ])('is not asked, nor given a token, at %s', async (url) => {
    const [reason, message] = await failureOf({ AWS_CONTAINER_CREDENTIALS_FULL_URI: url });
    expect(reason).toBe('invalid_request');
    expect(message).toBe(
      `AWS_CONTAINER_CREDENTIALS_FULL_URI names ${new URL(url).host}; expected https, this machine, 169.254.170.2, 169.254.170.23 or [fd00:ec2::23]`,
    );
  });

  it('is not asked without the file of its token', async () => {
    const env = {
      ...(await agentAnswering({ status: 200, body: JSON.stringify(complete) })),
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/nowhere/token',
    };
    expect((await failureOf(env))[0]).toBe('access_denied');
  });
});
