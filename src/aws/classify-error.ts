import type { FailureReason } from '../targets/call-failure.js';
import type { RefusalReason } from '../targets/refused-row.js';
import { DeadlineExceeded } from './deadline.js';
import type { Operation } from './operation.js';
import { httpStatus } from './sdk-error.js';

/** An answer of AWS that contradicts its documentation. */
export class InvalidResponse extends Error {
  override readonly name = 'InvalidResponse';
  /** The reason why a row of a list is refused. */
  readonly refusal: RefusalReason;
  constructor(message: string, refusal: RefusalReason = 'invalid_field') {
    super(message);
    this.refusal = refusal;
  }
}

export interface ClassifiedError {
  readonly reason: FailureReason;
  readonly isRetryable: boolean;
}

const reasonByName: Readonly<Record<string, FailureReason>> = {
  ThrottlingException: 'throttled',
  Throttling: 'throttled',
  ThrottledException: 'throttled',
  RequestThrottled: 'throttled',
  RequestThrottledException: 'throttled',
  TooManyRequestsException: 'throttled',
  RequestLimitExceeded: 'throttled',
  LimitExceededException: 'throttled',
  SlowDown: 'throttled',
  ServiceException: 'unavailable',
  ServiceUnavailableException: 'unavailable',
  ServiceUnavailable: 'unavailable',
  IDPCommunicationErrorException: 'unavailable',
  InternalFailure: 'unavailable',
  InternalServerError: 'unavailable',
  DependencyFailureException: 'dependency_failure',
  RequestTimeoutException: 'timeout',
  RequestTimeout: 'timeout',
  TimeoutError: 'timeout',
  ExpiredToken: 'expired_credentials',
  ExpiredTokenException: 'expired_credentials',
  TokenRefreshRequired: 'expired_credentials',
  AccessDenied: 'access_denied',
  AccessDeniedException: 'access_denied',
  IDPRejectedClaimException: 'access_denied',
  InvalidIdentityTokenException: 'access_denied',
  NotAuthorized: 'access_denied',
  UnauthorizedOperation: 'access_denied',
  IncompleteSignature: 'access_denied',
  InvalidSignatureException: 'access_denied',
  SignatureDoesNotMatch: 'access_denied',
  InvalidClientTokenId: 'access_denied',
  MissingAuthenticationToken: 'access_denied',
  CredentialsProviderError: 'no_credentials',
  NoCredentials: 'no_credentials',
  OptInRequired: 'region_disabled',
  // AWS Backup's answer for an opt-in Region that is off, and for an access key that does not exist at all.
  UnrecognizedClientException: 'region_disabled',
  RegionDisabledException: 'region_disabled',
  ResourceNotFoundException: 'not_found',
  ParentNotFoundException: 'not_found',
  InvalidParameterValueException: 'invalid_request',
  MissingParameterValueException: 'invalid_request',
  InvalidRequestException: 'invalid_request',
  InvalidInputException: 'invalid_request',
  AWSOrganizationsNotInUseException: 'invalid_request',
  InvalidSetting: 'invalid_request',
  ValidationError: 'invalid_request',
  ValidationException: 'invalid_request',
  InvalidResponse: 'invalid_response',
  ProxyFailed: 'network',
};

const retryableReasons: ReadonlySet<FailureReason> = new Set<FailureReason>([
  'throttled',
  'unavailable',
  'dependency_failure',
  'timeout',
  'network',
  'invalid_response',
]);

export function classifyError(error: unknown, operation: Operation): ClassifiedError {
  const reason = isNotSupported(error, operation) ? 'not_supported' : reasonAt(operation, reasonOf(error));
  return { reason, isRetryable: retryableReasons.has(reason) || isClockSkew(error) };
}

const unsupportedNames =
  /^(?:OptInRequired|SubscriptionRequired|(?:Unknown|Unsupported)Operation|(?:Operation)?NotSupported|InvalidAction|NotImplemented|MethodNotAllowed)(?:Exception)?$/;
const unsupportedPlace =
  /\b(?:not|isn't|aren't)\b(?: (?:yet|currently))? (?:supported|available|enabled)\b.*\b(?:in|for) (?:this|the|your)\b.*\b(?:region|account|partition)\b/i;

/**
 * Returns true if the account or region does not have what the operation reads, and the daemon can do without it. If
 * restore jobs cannot be read, the target fails.
 */
function isNotSupported(error: unknown, operation: Operation): boolean {
  const status = httpStatus(error);
  if (!(error instanceof Error) || status === undefined || status < 400) return false;
  if (operation.unsupported === undefined) return false;
  if (unsupportedNames.test(error.name) || [405, 501].includes(status)) return true;
  if (error.name === 'ResourceNotFoundException') return operation.unsupported === 'not found';
  if (status === 404) return true;
  return status < 500 && unsupportedPlace.test(error.message);
}

/** Only AWS Backup has regions that can be off; elsewhere the same answer leaves but the access key to blame. */
function reasonAt(operation: Operation, reason: FailureReason): FailureReason {
  const isOfBackup = operation.actions.some((action) => action.startsWith('backup:'));
  return reason === 'region_disabled' && !isOfBackup ? 'access_denied' : reason;
}

/** Returns true if AWS does not know the access key: it may have been replaced, or the region is off. */
export function isUnknownAccessKey(error: unknown): boolean {
  return error instanceof Error && unknownKeyNames.has(error.name);
}

const unknownKeyNames = new Set(['InvalidClientTokenId', 'UnrecognizedClientException']);

function reasonOf(error: unknown): FailureReason {
  if (!(error instanceof Error)) return 'other';
  if (error instanceof DeadlineExceeded) return 'timeout';
  if (error.name === 'CredentialsProviderError' && /expired/i.test(error.message)) {
    return 'expired_credentials';
  }
  if (isUnreadableFile(error)) return 'access_denied';
  // The SDK calls a cut connection a TimeoutError, too.
  if (error.name === 'TimeoutError' && isNetworkError(error)) return 'network';
  const reason = reasonByName[error.name] ?? reasonByStatus(error) ?? reasonByShape(error);
  return reason === 'access_denied' && isDeniedByPolicy(error) ? 'denied_by_policy' : reason;
}

const policy = '(?:service control policy|resource control policy|permissions boundary)';
const deniedByPolicy = new RegExp(`with an explicit deny in an? ${policy}|because no ${policy} allows`, 'i');

/** Returns true if AWS says that a policy over the account or the role decided it, which no policy of the role can change. */
function isDeniedByPolicy({ message }: Error): boolean {
  return deniedByPolicy.test(message);
}

function reasonByStatus(error: Error): FailureReason | undefined {
  const status = httpStatus(error);
  if (status === undefined || status < 400) return undefined;
  if (status === 429 || /rate exceeded/i.test(error.message)) return 'throttled';
  if (status >= 500) return 'unavailable';
  if (status === 408) return 'timeout';
  if (status === 401 || status === 403) return 'access_denied';
  return status === 400 ? 'invalid_request' : 'other';
}

function reasonByShape(error: Error): FailureReason {
  if (isRefusedByNode(error)) return 'invalid_request';
  if (isNetworkError(error)) return 'network';
  if ('code' in error && error.code === 'ETIMEDOUT') return 'timeout';
  // The SDK lets a body that it cannot read escape as the JavaScript error that reading it caused.
  if (error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError) {
    return 'invalid_response';
  }
  return httpStatus(error) === undefined ? 'other' : 'invalid_response';
}

/** Returns true if a file of credentials cannot be read, such as the token of a web identity. */
function isUnreadableFile(error: Error): boolean {
  if (!('code' in error && 'syscall' in error)) return false;
  return error.syscall === 'open' || error.code === 'EISDIR';
}

const refusedByNode = new Set([
  'ERR_HTTP_INVALID_HEADER_VALUE',
  'ERR_INVALID_CHAR',
  'ERR_INVALID_HTTP_TOKEN',
  'ERR_INVALID_PROTOCOL',
  'ERR_INVALID_URL',
  'ERR_UNESCAPED_CHARACTERS',
]);

/** Returns true if Node refused the address or what was to be sent, such as a header with a line break in it. */
function isRefusedByNode(error: Error): boolean {
  return 'code' in error && refusedByNode.has(String(error.code));
}

/** Returns true if Node.js reports a failed connection, name look-up or TLS handshake. */
function isNetworkError(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : '';
  return code !== 'ETIMEDOUT' && /^(E[A-Z]|CERT_|UNABLE_|DEPTH_|SELF_SIGNED|HPE_)/.test(code);
}

const clockSkewNames = new Set(['RequestTimeTooSkewed', 'RequestExpired']);
const signatureNames = new Set(['InvalidSignatureException', 'SignatureDoesNotMatch']);

/** The SDK corrects its clock from the answer's Date header, so that the next attempt succeeds. */
function isClockSkew(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (clockSkewNames.has(error.name)) return true;
  return signatureNames.has(error.name) && /expired|not yet current/i.test(error.message);
}
