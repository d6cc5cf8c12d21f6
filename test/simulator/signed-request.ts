import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Simulator } from '../../src/simulator/simulator.js';

export interface RawAnswer {
  readonly status: number | undefined;
  readonly errorType: string | undefined;
  readonly requestId: string | undefined;
  readonly retryAfter: string | undefined;
  readonly body: string;
}

interface SignedRequestOptions {
  readonly method?: string;
  /** What is sent instead of what was signed. */
  readonly sent?: { readonly target?: string; readonly body?: string };
}

/** A signed request without an SDK in between, and the bytes of the answer. */
export async function signedRequest(
  simulator: Simulator,
  target: string,
  { method = 'GET', sent = {} }: SignedRequestOptions = {},
): Promise<RawAnswer> {
  const { url, baseCredentials } = simulator;
  const { host, hostname, pathname, searchParams } = new URL(target, url);
  const signer = new SignatureV4({
    credentials: baseCredentials,
    region: 'eu-west-1',
    service: 'backup',
    sha256: Sha256,
  });
  const query = Object.fromEntries(searchParams);
  const unsigned = { method, protocol: 'http:', hostname, path: pathname, query, headers: { host } };
  const { headers } = await signer.sign(unsigned);
  return sendRaw(new URL(sent.target ?? target, url), headers, method, sent.body);
}

export function sendRaw(
  url: URL,
  headers: Record<string, string>,
  method = 'GET',
  body = '',
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (response) => {
      const { statusCode, headers: received } = response;
      const header = (name: string) => received[name]?.toString();
      text(response).then(
        (content) =>
          resolve({
            status: statusCode,
            errorType: header('x-amzn-errortype'),
            requestId: header('x-amzn-requestid'),
            retryAfter: header('retry-after'),
            body: content,
          }),
        reject,
      );
    });
    sent.on('error', reject).end(body);
  });
}
