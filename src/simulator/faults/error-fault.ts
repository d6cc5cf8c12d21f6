import type { Caller } from '../identity/caller.js';
import {
  type AwsError,
  accessDenied,
  deniedByPolicy,
  expiredToken,
  invalidParameter,
  missingParameter,
  notFound,
  unknownAccessKey,
} from '../wire/aws-error.js';
import { type ErrorFault, errorFaults, type FaultKind, type FaultRule } from './fault-rule.js';

type ErrorOf = (rule: FaultRule, caller: Caller, action: string) => AwsError;

const errors = {
  throttle: ({ retryAfterSeconds }) => ({
    name: 'ThrottlingException',
    queryCode: 'Throttling',
    status: 400,
    message: 'Rate exceeded',
    retryAfterSeconds,
  }),
  'too-many-requests': ({ retryAfterSeconds }) => ({
    name: 'TooManyRequestsException',
    status: 429,
    message: 'Rate exceeded',
    retryAfterSeconds,
  }),
  'internal-error': () => ({
    name: 'InternalFailure',
    status: 500,
    message: 'The request processing has failed because of an unknown error, exception or failure.',
  }),
  'service-unavailable': ({ retryAfterSeconds }) => ({
    name: 'ServiceUnavailableException',
    queryCode: 'ServiceUnavailable',
    status: 500,
    message: 'The request failed due to a temporary failure of the server.',
    retryAfterSeconds,
  }),
  'dependency-failure': () => ({
    name: 'DependencyFailureException',
    status: 500,
    message: 'A dependent AWS service or resource returned an error to the AWS Backup service.',
  }),
  'expired-token': () => expiredToken,
  'access-denied': (_rule, caller, action) => accessDenied(caller.arn, action, '*'),
  'denied-by-policy': (_rule, caller, action) => deniedByPolicy(caller.arn, action, '*'),
  'region-disabled': () => unknownAccessKey,
  'invalid-parameter': () => invalidParameter('Invalid parameter value.'),
  'missing-parameter': () => missingParameter('A required parameter is missing.'),
  'resource-not-found': () => notFound('The requested resource does not exist.'),
} as const satisfies Record<ErrorFault, ErrorOf>;

export function isErrorFault(kind: FaultKind): kind is ErrorFault {
  return errorFaults.some((one) => one === kind);
}

/** `action` as IAM names it, such as backup:ListRestoreJobs. */
export function errorOfFault(kind: ErrorFault, rule: FaultRule, caller: Caller, action: string): AwsError {
  const errorOf: ErrorOf = errors[kind];
  const error = errorOf(rule, caller, action);
  return { ...error, message: rule.message ?? error.message };
}
