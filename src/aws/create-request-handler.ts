import type { AwsClock } from './aws-clock.js';
import { InvalidResponse } from './classify-error.js';
import { type ConnectionSettings, HttpConnections } from './http-connections.js';

type Handle = HttpConnections['handle'];

/**
 * Sends the requests of all clients, and shows their answers to the clock. It refuses an answer of success without one byte: the SDK takes that for an answer
 * without members, which would say that there are no plans, no resources or no accounts any more.
 */
export function createRequestHandler(settings: ConnectionSettings, clock: AwsClock): HttpConnections {
  const handler = new HttpConnections(settings);
  const send: Handle = handler.handle.bind(handler);
  handler.handle = async (...request) => {
    const sentAtMs = Date.now();
    const answered = await send(...request);
    const { statusCode, headers, body } = answered.response;
    clock.observe(headers['date'], sentAtMs);
    if (statusCode === 200 && headers['content-length'] === '0') {
      // The connection is free again only when the answer has been read to its end.
      body.resume();
      throw new InvalidResponse('AWS answered with an empty body');
    }
    return answered;
  };
  return handler;
}
