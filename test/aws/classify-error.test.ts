import { DescribeRestoreJobCommand, ListRestoreJobsCommand } from '@aws-sdk/client-backup';
import { describe, expect, it } from '@jest/globals';
import {
  classifyError as classifyErrorOf,
  InvalidResponse,
  isUnknownAccessKey,
} from '../../src/aws/classify-error.js';
import { DeadlineExceeded } from '../../src/aws/deadline.js';
import type { FailureReason } from '../../src/targets/call-failure.js';
import { operationOf } from './operation-of.js';
import { clientOf, serve, type WireAnswer } from './tiny-server.js';

const classifyError = (error: unknown) => classifyErrorOf(error, operationOf('ListRestoreJobs'));

const retryable: readonly FailureReason[] = [
  'throttled',
  'unavailable',
  'dependency_failure',
  'timeout',
  'network',
  'invalid_response',
];

function named(name: string, status?: number, message = 'no'): Error {
  const metadata = status === undefined ? {} : { $metadata: { httpStatusCode: status } };
  return Object.assign(new Error(message), { name, ...metadata });
}

describe('an error that AWS documents', () => {
  it.each<[string, number, FailureReason]>([
    ['ThrottlingException', 400, 'throttled'],
    ['Throttling', 400, 'throttled'],
    ['ThrottledException', 400, 'throttled'],
    ['RequestThrottled', 400, 'throttled'],
    ['RequestThrottledException', 400, 'throttled'],
    ['RequestLimitExceeded', 503, 'throttled'],
    ['SlowDown', 503, 'throttled'],
    ['TooManyRequestsException', 429, 'throttled'],
    ['LimitExceededException', 400, 'throttled'],
    ['ServiceUnavailableException', 500, 'unavailable'],
    ['ServiceUnavailableException', 400, 'unavailable'],
    ['ServiceUnavailable', 503, 'unavailable'],
    ['InternalFailure', 500, 'unavailable'],
    ['InternalServerError', 400, 'unavailable'],
    ['ServiceException', 400, 'unavailable'],
    ['DependencyFailureException', 500, 'dependency_failure'],
    ['RequestTimeoutException', 408, 'timeout'],
    ['RequestTimeout', 400, 'timeout'],
    ['AccessDeniedException', 403, 'access_denied'],
    ['AccessDenied', 403, 'access_denied'],
    ['NotAuthorized', 401, 'access_denied'],
    ['UnauthorizedOperation', 400, 'access_denied'],
    ['MissingAuthenticationToken', 400, 'access_denied'],
    ['InvalidSignatureException', 400, 'access_denied'],
    ['SignatureDoesNotMatch', 400, 'access_denied'],
    ['IncompleteSignature', 403, 'access_denied'],
    ['InvalidClientTokenId', 403, 'access_denied'],
    ['InvalidIdentityTokenException', 400, 'access_denied'],
    ['IDPRejectedClaimException', 403, 'access_denied'],
    ['IDPCommunicationErrorException', 400, 'unavailable'],
    ['ExpiredTokenException', 403, 'expired_credentials'],
    ['ExpiredToken', 403, 'expired_credentials'],
    ['TokenRefreshRequired', 403, 'expired_credentials'],
    ['OptInRequired', 403, 'region_disabled'],
    ['UnrecognizedClientException', 403, 'region_disabled'],
    ['RegionDisabledException', 403, 'region_disabled'],
    ['ResourceNotFoundException', 400, 'not_found'],
    ['ParentNotFoundException', 404, 'not_found'],
    ['InvalidParameterValueException', 400, 'invalid_request'],
    ['MissingParameterValueException', 400, 'invalid_request'],
    ['InvalidRequestException', 400, 'invalid_request'],
    ['InvalidInputException', 404, 'invalid_request'],
    ['AWSOrganizationsNotInUseException', 404, 'invalid_request'],
    ['ValidationException', 404, 'invalid_request'],
    ['ValidationError', 400, 'invalid_request'],
    ['UnknownOperationException', 404, 'other'],
  ])('%s with status %d is %s', (name, status, reason) => {
    const isRetryable = retryable.includes(reason);
    expect(classifyError(named(name, status))).toEqual({ reason, isRetryable });
  });
});

it.each(['ListAccounts', 'ListRegions', 'GetCallerIdentity', 'AssumeRole'] as const)(
  'blames the access key, not a region, where %s is refused',
  (operation) => {
    const error = named('UnrecognizedClientException', 403);
    expect(classifyErrorOf(error, operationOf(operation))).toEqual({
      reason: 'access_denied',
      isRetryable: false,
    });
  },
);

describe('a denial', () => {
  const denied =
    'User: arn:aws:sts::111122223333:assumed-role/monitor/x is not authorized to perform: a:B on resource: *';

  it.each<[string, FailureReason]>([
    [denied, 'access_denied'],
    [`${denied} because no identity-based policy allows the a:B action`, 'access_denied'],
    [`${denied} with an explicit deny in an identity-based policy`, 'access_denied'],
    [`${denied} with an explicit deny in a VPC endpoint policy`, 'access_denied'],
    [`${denied} because no VPC endpoint policy allows the a:B action`, 'access_denied'],
    [`${denied} with an explicit deny in a service control policy`, 'denied_by_policy'],
    [
      `${denied} with an explicit deny in a service control policy: arn:aws:organizations::1:policy/p-1`,
      'denied_by_policy',
    ],
    [`${denied} because no service control policy allows the a:B action`, 'denied_by_policy'],
    [`${denied} with an explicit deny in a resource control policy`, 'denied_by_policy'],
    [`${denied} because no resource control policy allows the a:B action`, 'denied_by_policy'],
    [`${denied} with an explicit deny in a permissions boundary`, 'denied_by_policy'],
    [`${denied} because no permissions boundary allows the a:B action`, 'denied_by_policy'],
  ])('with the message "%s" is %s', (message, reason) => {
    for (const name of ['AccessDeniedException', 'AccessDenied', 'NewDenialException']) {
      expect(classifyError(named(name, 403, message))).toEqual({ reason, isRetryable: false });
    }
  });

  it('is not read from another error that repeats the words', () => {
    const message = `no: ${denied} with an explicit deny in a service control policy`;
    expect(classifyError(named('ValidationException', 400, message)).reason).toBe('invalid_request');
  });
});

describe('a source that the account or region does not have', () => {
  const inRegion = 'Restore testing is not supported in this Region.';

  it.each<[string, number, string]>([
    ['OptInRequired', 403, 'no'],
    ['OptInRequiredException', 403, 'no'],
    ['SubscriptionRequiredException', 403, 'no'],
    ['UnknownOperationException', 404, 'no'],
    ['UnsupportedOperationException', 400, 'no'],
    ['NotSupportedException', 400, 'no'],
    ['NotImplemented', 501, 'no'],
    ['ERROR_3000', 404, 'no'],
    ['ERROR_3000', 405, 'no'],
    ['ResourceNotFoundException', 400, 'no'],
    ['ResourceNotFoundException', 404, 'no'],
    ['InvalidRequestException', 400, inRegion],
    ['AccessDeniedException', 403, 'Restore testing is not yet available in the eu-isoe-west-1 region'],
    ['ValidationException', 400, 'This feature is not enabled for your account'],
  ])('%s with status %d and "%s" is not_supported', (name, status, message) => {
    const error = named(name, status, message);
    for (const operation of [
      'ListRestoreTestingPlans',
      'ListProtectedResources',
      'ListRestoreJobSummaries',
    ] as const) {
      expect(classifyErrorOf(error, operationOf(operation))).toEqual({
        reason: 'not_supported',
        isRetryable: false,
      });
    }
  });

  it.each<[string, number, string, FailureReason]>([
    [
      'AccessDeniedException',
      403,
      'User: x is not authorized to perform: backup:ListRestoreTestingPlans',
      'access_denied',
    ],
    ['InvalidParameterValueException', 400, 'AggregationPeriod is not supported', 'invalid_request'],
    ['UnrecognizedClientException', 403, 'no', 'region_disabled'],
    ['InternalFailure', 500, inRegion, 'unavailable'],
  ])('is no guess: %s with status %d and "%s" is %s', (name, status, message, reason) => {
    const { reason: told } = classifyErrorOf(
      named(name, status, message),
      operationOf('ListRestoreTestingPlans'),
    );
    expect(told).toBe(reason);
  });

  it.each([
    ['ListRestoreJobs', 'OptInRequired', 'region_disabled'],
    ['ListRestoreJobs', 'UnknownOperationException', 'other'],
    ['DescribeProtectedResource', 'UnknownOperationException', 'other'],
    ['ListRestoreTestingSelections', 'ResourceNotFoundException', 'not_found'],
    ['GetRestoreTestingSelection', 'ResourceNotFoundException', 'not_found'],
    ['ListAccounts', 'UnknownOperationException', 'other'],
  ] as const)('is none of %s: %s is %s', (operation, name, reason) => {
    expect(classifyErrorOf(named(name, 404), operationOf(operation)).reason).toBe(reason);
  });
});

describe('an error of a name that nobody documents', () => {
  it.each<[number, string, FailureReason]>([
    [400, 'no', 'invalid_request'],
    [400, 'Rate exceeded', 'throttled'],
    [401, 'no', 'access_denied'],
    [403, 'no', 'access_denied'],
    [404, 'no', 'other'],
    [408, 'no', 'timeout'],
    [429, 'no', 'throttled'],
    [500, 'no', 'unavailable'],
    [501, 'no', 'unavailable'],
    [504, 'no', 'unavailable'],
    [200, 'no', 'invalid_response'],
  ])('with status %d and "%s" is %s', (status, message, reason) => {
    const isRetryable = retryable.includes(reason);
    expect(classifyError(named('ERROR_3000', status, message))).toEqual({ reason, isRetryable });
  });
});

describe('an error without an answer', () => {
  it.each<[string, unknown, FailureReason]>([
    ['a refused connection', Object.assign(new Error('no'), { code: 'ECONNREFUSED' }), 'network'],
    ['a reset connection', Object.assign(new Error('no'), { code: 'ECONNRESET' }), 'network'],
    ['a name that does not resolve', Object.assign(new Error('no'), { code: 'ENOTFOUND' }), 'network'],
    ['a resolver that does not answer', Object.assign(new Error('no'), { code: 'EAI_AGAIN' }), 'network'],
    ['a certificate', Object.assign(new Error('no'), { code: 'CERT_HAS_EXPIRED' }), 'network'],
    ['a broken answer', Object.assign(new Error('no'), { code: 'HPE_INVALID_CONSTANT' }), 'network'],
    [
      'a connection that is not made in time',
      Object.assign(new Error('no'), { code: 'ETIMEDOUT' }),
      'timeout',
    ],
    ['an unknown issuer', Object.assign(new Error('no'), { code: 'UNABLE_TO_GET_ISSUER_CERT' }), 'network'],
    [
      'a name of another host',
      Object.assign(new Error('no'), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }),
      'network',
    ],
    ...[
      'ERR_HTTP_INVALID_HEADER_VALUE',
      'ERR_INVALID_CHAR',
      'ERR_INVALID_HTTP_TOKEN',
      'ERR_INVALID_PROTOCOL',
      'ERR_INVALID_URL',
      'ERR_UNESCAPED_CHARACTERS',
    ].map((code): [string, unknown, FailureReason] => [
      `what Node does not send (${code})`,
      Object.assign(new TypeError('no'), { code }),
      'invalid_request',
    ]),
    ['a profile with a bad switch', named('InvalidSetting'), 'invalid_request'],
    ['a cut connection', Object.assign(named('TimeoutError'), { code: 'ECONNRESET' }), 'network'],
    [
      'a name before a code',
      Object.assign(named('AccessDeniedException', 403), { code: 'ECONNRESET' }),
      'access_denied',
    ],
    ['a proxy that refuses', named('ProxyFailed'), 'network'],
    ['a code that is not of Node', Object.assign(new Error('no'), { code: 'NOT_ENOUGH' }), 'other'],
    ['a code that is no text', Object.assign(new Error('no'), { code: 7 }), 'other'],
    ['a timeout of the SDK', named('TimeoutError'), 'timeout'],
    ['the deadline', new DeadlineExceeded('the deadline of 2 s passed'), 'timeout'],
    ['what cannot be what AWS documents', new InvalidResponse('no'), 'invalid_response'],
    ['what the SDK cannot read', new TypeError('Expected real number, got implicit NaN'), 'invalid_response'],
    ['a request that the SDK does not send', new Error('No value provided for input HTTP label'), 'other'],
    ['no credentials', named('CredentialsProviderError', undefined, 'Could not load'), 'no_credentials'],
    [
      'expired credentials of a profile',
      named('CredentialsProviderError', undefined, 'Token is expired.'),
      'expired_credentials',
    ],
    [
      'a file that is not there',
      Object.assign(new Error('no'), { code: 'ENOENT', syscall: 'open' }),
      'access_denied',
    ],
    [
      'a directory for a file',
      Object.assign(new Error('no'), { code: 'EISDIR', syscall: 'read' }),
      'access_denied',
    ],
    ['no error at all', 'text', 'other'],
    ['nothing at all', undefined, 'other'],
  ])('for %s is classified', (_, error, reason) => {
    expect(classifyError(error)).toEqual({ reason, isRetryable: retryable.includes(reason) });
  });
});

describe('an access key', () => {
  it.each<[string, unknown, boolean]>([
    ['by STS', named('InvalidClientTokenId', 403), true],
    ['by AWS Backup', named('UnrecognizedClientException', 403), true],
    ['where access is denied', named('AccessDeniedException', 403), false],
    ['where there is no error', { name: 'InvalidClientTokenId' }, false],
  ])('is unknown %s', (_, error, isUnknown) => {
    expect(isUnknownAccessKey(error)).toBe(isUnknown);
  });
});

describe('a clock that is wrong', () => {
  it.each([
    ['InvalidSignatureException', 'Signature expired: 20260302T050000Z is now earlier than 20260302T051500Z'],
    ['InvalidSignatureException', 'Signature not yet current: 20260302T060000Z'],
    ['RequestTimeTooSkewed', 'The difference is too large'],
    ['SignatureDoesNotMatch', 'Signature expired: 20260101T000000Z is now earlier than 20260101T001000Z'],
    ['RequestExpired', 'Request has expired'],
  ])('is tried again after %s "%s", for the SDK has corrected it', (name, message) => {
    expect(classifyError(named(name, 403, message))).toEqual({ reason: 'access_denied', isRetryable: true });
  });

  it('is not the cause of another wrong signature', () => {
    const error = named(
      'InvalidSignatureException',
      403,
      'The request signature we calculated does not match',
    );
    expect(classifyError(error)).toEqual({ reason: 'access_denied', isRetryable: false });
  });
});

const json = (value: unknown) => JSON.stringify(value);
const errorHeader = (type: string) => ({ 'x-amzn-errortype': type });

const errorOf = (url: string, requestTimeout?: number) =>
  clientOf(url, requestTimeout)
    .send(new DescribeRestoreJobCommand({ RestoreJobId: 'x' }))
    .then(
      () => undefined,
      (thrown: unknown) => thrown,
    );

describe('on the wire, the SDK tells', () => {
  it.each<[string, WireAnswer, FailureReason]>([
    [
      'an error type in the header',
      { status: 400, headers: errorHeader('ThrottlingException'), body: json({ message: 'Rate exceeded' }) },
      'throttled',
    ],
    [
      'an error type with a namespace and an address',
      {
        status: 403,
        headers: errorHeader('com.amazonaws.backup#AccessDeniedException:http://internal.amazon.com/'),
        body: '{}',
      },
      'access_denied',
    ],
    [
      'the header before the code of the body',
      {
        status: 400,
        headers: errorHeader('InvalidParameterValueException'),
        body: json({ Code: 'ERROR_3000', Message: 'no', Type: 'x', Context: 'y' }),
      },
      'invalid_request',
    ],
    ['a code in the body', { status: 400, body: json({ code: 'ThrottlingException' }) }, 'throttled'],
    ['a Code in the body', { status: 400, body: json({ Code: 'ResourceNotFoundException' }) }, 'not_found'],
    [
      'a __type in the body',
      { status: 403, body: json({ __type: 'com.amazonaws.backup#ExpiredTokenException' }) },
      'expired_credentials',
    ],
    ['a code that is no name', { status: 500, body: json({ Code: 'ERROR_3000' }) }, 'unavailable'],
    ['a throttle without a name', { status: 400, body: json({ message: 'Rate exceeded' }) }, 'throttled'],
    ['a status alone', { status: 503, body: '' }, 'unavailable'],
    [
      'a page of a proxy',
      { status: 503, headers: { 'content-type': 'text/html' }, body: '<html>Service Unavailable</html>' },
      'unavailable',
    ],
    ['a page of a proxy that claims success', { status: 200, body: '<html></html>' }, 'invalid_response'],
    ['JSON that breaks off', { status: 200, body: '{"RestoreJobs":[{"RestoreJobId"' }, 'invalid_response'],
    [
      'an answer shorter than announced',
      { status: 200, headers: { 'content-length': '1000' }, body: '{"RestoreJobs":[]}' },
      'network',
    ],
  ])('%s', async (_, answer, reason) => {
    const announced = answer.headers?.['content-length'];
    const url = await serve(
      announced === undefined
        ? answer
        : (__, response) => {
            response.writeHead(answer.status, answer.headers).write(answer.body);
            setImmediate(() => response.destroy());
          },
    );
    const failed = clientOf(url).send(new ListRestoreJobsCommand({}));
    const error: unknown = await failed.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(classifyError(error)).toEqual({ reason, isRetryable: retryable.includes(reason) });
  });

  it('an answer that does not come', async () => {
    const error = await errorOf(await serve(() => undefined), 100);
    expect(classifyError(error)).toEqual({ reason: 'timeout', isRetryable: true });
  });

  it('a connection that breaks', async () => {
    const error = await errorOf(await serve((request) => request.destroy()));
    expect(classifyError(error)).toEqual({ reason: 'network', isRetryable: true });
  });

  it('a port where nobody listens', async () => {
    const error = await errorOf('http://127.0.0.1:1');
    expect(classifyError(error)).toEqual({ reason: 'network', isRetryable: true });
  });

  it('a host that does not exist', async () => {
    const error = await errorOf('http://backup.invalid');
    expect(classifyError(error)).toEqual({ reason: 'network', isRetryable: true });
  });
});
