import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

export interface IncomingRequest {
  readonly method: string;
  /** As on the wire, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export async function readRequest(message: IncomingMessage): Promise<IncomingRequest> {
  const [path = '/', search = ''] = (message.url ?? '/').split(/\?(.*)/s);
  const headers = Object.entries(message.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  );
  return {
    method: message.method ?? 'GET',
    path,
    query: new URLSearchParams(search),
    headers: Object.fromEntries(headers),
    body: await text(message),
  };
}
