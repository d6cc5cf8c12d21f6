import { type IncomingHttpHeaders, request as plainRequest } from 'node:http';
import { type RequestOptions, request as secureRequest } from 'node:https';
import type { TLSSocket } from 'node:tls';

export interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly socket: TLSSocket;
}

/** Rejects with the code of the error where there is no answer. */
export function ask(isTls: boolean, options: RequestOptions): Promise<Answer> {
  const send = isTls ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const request = send(
      { host: '127.0.0.1', servername: 'localhost', path: '/metrics', agent: false, ...options },
      (response) => {
        const chunks: Buffer[] = [];
        const socket = response.socket as TLSSocket;
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode: status, headers } = response;
          resolve({ status, headers, body: Buffer.concat(chunks).toString(), socket });
        });
      },
    );
    request.on('error', reject);
    request.end();
  });
}

/** The status, or the code of the error that came instead. */
export function outcomeOf(answer: Promise<Answer>): Promise<string> {
  return answer.then(
    ({ status }) => String(status),
    (error: Error & { code?: string }) => error.code ?? error.message,
  );
}
