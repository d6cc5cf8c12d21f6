import { createHash, timingSafeEqual } from 'node:crypto';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { type AwsError, incompleteSignature, invalidSignature } from '../wire/aws-error.js';
import type { IncomingRequest } from '../wire/incoming-request.js';
import type { Authorization } from './authorization.js';

const toleranceMs = 5 * 60_000;
const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

/** Returns AWS's reason to refuse the signature of a request; undefined if it is valid. */
export async function signatureProblem(
  request: IncomingRequest,
  authorization: Authorization,
  secretAccessKey: string,
  nowMs: number,
): Promise<AwsError | undefined> {
  const longDate = request.headers['x-amz-date'] ?? '';
  const signedMs = parseLongDate(longDate);
  if (signedMs === undefined || !authorization.signedHeaders.has('host')) return incompleteSignature;
  const skew = skewProblem(longDate, signedMs, nowMs);
  if (skew !== undefined) return skew;
  const claimedHash = request.headers['x-amz-content-sha256'];
  if (claimedHash !== undefined && claimedHash !== sha256Hex(request.body)) return invalidSignature(mismatch);
  const expected = await sign(request, authorization, secretAccessKey, new Date(signedMs));
  const isSame = timingSafeEqual(Buffer.from(expected), Buffer.from(authorization.signature));
  return isSame ? undefined : invalidSignature(mismatch);
}

async function sign(
  request: IncomingRequest,
  { accessKeyId, region, service, signedHeaders }: Authorization,
  secretAccessKey: string,
  signingDate: Date,
): Promise<string> {
  const signer = new SignatureV4({
    credentials: { accessKeyId, secretAccessKey },
    region,
    service,
    sha256: Sha256,
    applyChecksum: false,
  });
  const headers = Object.entries(request.headers).filter(([name]) => signedHeaders.has(name));
  const query = [...new Set(request.query.keys())].map((name) => [name, request.query.getAll(name)]);
  const signed = await signer.sign(
    {
      method: request.method,
      protocol: 'http:',
      hostname: request.headers['host'] ?? '',
      path: request.path,
      query: Object.fromEntries(query),
      headers: Object.fromEntries(headers),
      body: request.body,
    },
    { signingDate, signableHeaders: new Set(signedHeaders) },
  );
  return (signed.headers['authorization'] ?? '').slice(-64);
}

function skewProblem(longDate: string, signedMs: number, nowMs: number): AwsError | undefined {
  const oldest = nowMs - toleranceMs;
  const newest = nowMs + toleranceMs;
  if (signedMs < oldest) {
    return invalidSignature(
      `Signature expired: ${longDate} is now earlier than ${toLongDate(oldest)} (${toLongDate(nowMs)} - 5 min.)`,
    );
  }
  if (signedMs <= newest) return undefined;
  return invalidSignature(
    `Signature not yet current: ${longDate} is still later than ${toLongDate(newest)} (${toLongDate(nowMs)} + 5 min.)`,
  );
}

function parseLongDate(text: string): number | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(ms) ? undefined : ms;
}

function toLongDate(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
