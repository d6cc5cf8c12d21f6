import type { Result } from '../../result.js';

/** An error as AWS answers it: `name` in restJson1, `queryCode` where the query protocol of STS differs. */
export interface AwsError {
  readonly name: string;
  readonly queryCode?: string;
  readonly status: number;
  readonly message: string;
  readonly retryAfterSeconds?: number | undefined;
}

export type Outcome<Value> = Result<Value, AwsError>;

export function done<Value>(value: Value): Outcome<Value> {
  return { ok: true, value };
}

export function refused(error: AwsError): Outcome<never> {
  return { ok: false, failure: error };
}

export const invalidParameter = (message: string): AwsError => ({
  name: 'InvalidParameterValueException',
  queryCode: 'ValidationError',
  status: 400,
  message,
});

export const missingParameter = (message: string): AwsError => ({
  name: 'MissingParameterValueException',
  queryCode: 'MissingParameter',
  status: 400,
  message,
});

export const notFound = (message: string): AwsError => ({
  name: 'ResourceNotFoundException',
  status: 400,
  message,
});

export const unknownOperation: AwsError = {
  name: 'UnknownOperationException',
  queryCode: 'InvalidAction',
  status: 404,
  message: 'The requested operation is not known to this endpoint.',
};

export const missingToken: AwsError = {
  name: 'MissingAuthenticationTokenException',
  queryCode: 'MissingAuthenticationToken',
  status: 403,
  message: 'Missing Authentication Token',
};

export const incompleteSignature: AwsError = {
  name: 'IncompleteSignatureException',
  queryCode: 'IncompleteSignature',
  status: 403,
  message: 'Authorization header requires Credential, SignedHeaders and Signature parameters and a date.',
};

export const unknownAccessKey: AwsError = {
  name: 'UnrecognizedClientException',
  queryCode: 'InvalidClientTokenId',
  status: 403,
  message: 'The security token included in the request is invalid.',
};

export const expiredToken: AwsError = {
  name: 'ExpiredTokenException',
  queryCode: 'ExpiredToken',
  status: 403,
  message: 'The security token included in the request is expired',
};

export const invalidSignature = (message: string): AwsError => ({
  name: 'InvalidSignatureException',
  queryCode: 'SignatureDoesNotMatch',
  status: 403,
  message,
});

export const accessDenied = (callerArn: string, action: string, resource: string): AwsError => ({
  name: 'AccessDeniedException',
  queryCode: 'AccessDenied',
  status: 403,
  message: `User: ${callerArn} is not authorized to perform: ${action} on resource: ${resource}`,
});

export const deniedByPolicy = (callerArn: string, action: string, resource: string): AwsError => {
  const denied = accessDenied(callerArn, action, resource);
  return { ...denied, message: `${denied.message} with an explicit deny in a service control policy` };
};

export const notAuthorized = (action: string): AwsError => ({
  name: 'AccessDeniedException',
  queryCode: 'AccessDenied',
  status: 403,
  message: `Not authorized to perform ${action}`,
});

export const invalidIdentityToken = (message: string): AwsError => ({
  name: 'InvalidIdentityToken',
  status: 400,
  message,
});

export const webIdentityExpired = (expiry: number, nowMs: number): AwsError => ({
  name: 'ExpiredTokenException',
  status: 400,
  message: `Token expired: current date/time ${Math.floor(nowMs / 1000)} must be before the expiration date/time ${expiry}`,
});

export const idpCommunicationError: AwsError = {
  name: 'IDPCommunicationError',
  status: 400,
  message: "Couldn't retrieve verification key from your identity provider",
};
