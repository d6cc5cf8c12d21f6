import { type ServerResponse, STATUS_CODES } from 'node:http';

export const plainText = 'text/plain; charset=utf-8';

/** Returns the body of a refusal: the status and its standard name, and nothing of what went wrong inside. */
export function refusalText(status: number): string {
  return `${status} ${(STATUS_CODES[status] ?? '').toLowerCase()}\n`;
}

export function refuse(response: ServerResponse, status: number): void {
  const body = refusalText(status);
  response.writeHead(status, { 'content-type': plainText, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
