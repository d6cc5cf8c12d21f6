import { expect, it } from '@jest/globals';
import { redact } from '../src/redact.js';

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJtb25pdG9yIn0.c2lnbmF0dXJl';

it.each([
  [
    'an access key, but for its ends',
    'The access key AKIAIOSFODNN7EXAMPLE is not known; nor is ASIAIOSFODNN7EXAMPLE.',
    'The access key AKIAIO…MPLE is not known; nor is ASIAIO…MPLE.',
  ],
  [
    'what tells those who may decode it why AWS refused',
    'You are not authorized. Encoded authorization failure message: 4OVeJ_w-Qo1x2= (Request ID: 1)',
    'You are not authorized. Encoded authorization failure message: <left out> (Request ID: 1)',
  ],
  [
    'the request that AWS repeats where its signature is wrong',
    "The signature does not match.\n\nThe Canonical String for this request should have been\n'GET\n/restore-jobs\nx-amz-security-token:IQoJb3J\n'\n\nThe String-to-Sign should have been\n'AWS4-HMAC-SHA256\n20260302'",
    'The signature does not match.\n\nThe canonical string is <left out>.',
  ],
  [
    'an authorization header',
    "Missing '=' in Authorization header: 'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/2026, Signature=1f'",
    "Missing '=' in Authorization header: '<left out>",
  ],
  [
    'the header of a session',
    'Bad header x-amz-security-token: IQoJb3J',
    'Bad header x-amz-security-token: <left out>',
  ],
  ['a web identity token', `Couldn't verify ${jwt}: expired`, "Couldn't verify <left out>: expired"],
  [
    'an external id',
    "1 validation error: Value 'its-secret' at 'externalId' failed to satisfy constraint",
    "1 validation error: Value <left out> at 'externalId' failed to satisfy constraint",
  ],
  [
    'a user in an address',
    'connect to http://user:pass@proxy:3128/ failed',
    'connect to http://<left out>@proxy:3128/ failed',
  ],
  [
    'a private key',
    'cannot read -----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----, nor -----BEGIN PRIVATE KEY-----\nMIGH',
    'cannot read <left out>, nor <left out>',
  ],
  ['the hash of a password', 'no such file: alice:$2y$10$QOauhQNbB/CuQ.', 'no such file: alice:<left out>'],
  ['basic credentials', 'sent Authorization: Basic dXNlcjpwYXNz', 'sent Authorization: Basic <left out>'],
])('leaves out %s', (_, text, rest) => {
  expect(redact(text)).toBe(rest);
});

it.each([
  'User: arn:aws:sts::111122223333:assumed-role/monitor/restore-test-monitor is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::222233334444:role/monitor',
  'getaddrinfo ENOTFOUND backup.eu-west-1.amazonaws.com',
  'connect ECONNREFUSED 127.0.0.1:443',
  'The security token included in the request is invalid.',
  'write to ops@example.com, or see https://example.com/a@b',
])('keeps every word of %s', (text) => {
  expect(redact(text)).toBe(text);
});
