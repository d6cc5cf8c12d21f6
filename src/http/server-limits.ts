/** The limits on the time and size of a request, as node:http takes them; times in milliseconds. */
export const serverLimits = {
  headersTimeout: 10_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1000,
  keepAliveTimeout: 75_000,
  /** The request line counts among the headers. */
  maxHeaderSize: 16 * 1024,
  handshakeTimeout: 10_000,
} as const;

/** The longest pause on a connection while a request or its answer is under way. */
export const stalledConnectionMs = 60_000;

export const mostConnections = 512;
export const longestUrl = 4096;
export const largestBody = 1024;
