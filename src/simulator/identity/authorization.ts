import type { IncomingRequest } from '../wire/incoming-request.js';

/** The parts of the Authorization header of Signature Version 4. */
export interface Authorization {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: ReadonlySet<string>;
  readonly signature: string;
}

const header =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

export function readAuthorization({ headers }: IncomingRequest): Authorization | undefined {
  const [, accessKeyId, region, service, signed, signature] =
    header.exec(headers['authorization'] ?? '') ?? [];
  if (accessKeyId === undefined || region === undefined) return undefined;
  if (service === undefined || signed === undefined || signature === undefined) return undefined;
  return { accessKeyId, region, service, signedHeaders: new Set(signed.split(';')), signature };
}
