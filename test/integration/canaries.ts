/** One for each place that a secret can be in, so that a leak names its source. */
export const secrets = {
  accessKeyId: 'AKIACANARYCANARY0001',
  secretAccessKey: 'canary+secret/access+key+0002',
  sessionToken: 'IQoJcanary-session-token-0003',
  externalId: 'canary-external-id-0004',
  webIdentityToken: 'eyJjYW5hcnkiOiIwMDA1In0.eyJjYW5hcnkiOiIwMDA1In0.Y2FuYXJ5LTAwMDU',
  endpointPassword: 'canary-endpoint-0006',
  proxyPassword: 'canary-proxy-0007',
  encodedMessage: 'canary-encoded-authorization-message-0008',
  password: 'canary-password-0009',
  passwordHash: '$2y$04$uUXg1.XZ2VDMTGYqiJYhvOtGfsRVeuaVSQbTFh0kUg1gKRbg3nHOa',
} as const;

/** Beside them, the sessions that the simulated STS issues, and every way of signing and of signing in. */
const patterns = [
  /A[KS]IA[A-Z0-9]{12,}/,
  /eyJhY2NvdW50SWQi/,
  /AWS4-HMAC-SHA256/,
  /Credential=/,
  new RegExp(Buffer.from(`prometheus:${secrets.password}`).toString('base64')),
];

/** The names of the canaries that the text holds. */
export function leaks(text: string): string[] {
  return [
    ...Object.entries(secrets).flatMap(([name, secret]) => (text.includes(secret) ? [name] : [])),
    ...patterns.filter((pattern) => pattern.test(text)).map(String),
  ];
}
