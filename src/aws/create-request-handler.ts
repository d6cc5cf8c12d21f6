import { NodeHttpHandler } from '@smithy/node-http-handler';
import { InvalidResponse } from './classify-error.js';

type Handle = NodeHttpHandler['handle'];

/**
 * Sends the requests of all clients. It refuses an answer of success without one byte: the SDK takes that for an answer
 * without members, which would say that there are no plans, no resources or no accounts any more.
 */
export function createRequestHandler(settings: {
  readonly connectionTimeoutMs: number;
  readonly requestTimeoutMs: number;
}): NodeHttpHandler {
  const handler = new NodeHttpHandler({
    connectionTimeout: settings.connectionTimeoutMs,
    requestTimeout: settings.requestTimeoutMs,
    // Without it the handler only logs a warning when the request timeout passes.
    throwOnRequestTimeout: true,
  });
  const send: Handle = handler.handle.bind(handler);
  handler.handle = async (...request) => {
    const answered = await send(...request);
    const { statusCode, headers, body } = answered.response;
    if (statusCode === 200 && headers['content-length'] === '0') {
      // The connection is free again only when the answer has been read to its end.
      body.resume();
      throw new InvalidResponse('AWS answered with an empty body');
    }
    return answered;
  };
  return handler;
}
