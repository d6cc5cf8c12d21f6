import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

const claims = z.object({
  accountId: z.string(),
  partition: z.string(),
  roleName: z.string(),
  sessionName: z.string(),
  expiresMs: z.number(),
});

export type SessionClaims = z.infer<typeof claims>;

/** Temporary credentials that carry all that is known of the session, so that nothing needs to be remembered. */
export function issueSession(session: SessionClaims, key: string): SessionCredentials {
  const payload = Buffer.from(JSON.stringify(session)).toString('base64url');
  return credentialsOf(`${payload}.${mac(key, 'token', payload).toString('base64url')}`, key);
}

/** The session of an access key and token that this key issued; undefined for any other. */
export function readSession(
  { accessKeyId, sessionToken }: Pick<SessionCredentials, 'accessKeyId' | 'sessionToken'>,
  key: string,
): (SessionClaims & { readonly secretAccessKey: string }) | undefined {
  const [payload = '', seal = ''] = sessionToken.split('.');
  const expected = mac(key, 'token', payload);
  const claimed = Buffer.from(seal, 'base64url');
  if (claimed.length !== expected.length || !timingSafeEqual(claimed, expected)) return undefined;
  const credentials = credentialsOf(sessionToken, key);
  if (credentials.accessKeyId !== accessKeyId) return undefined;
  const session = claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  return { ...session, secretAccessKey: credentials.secretAccessKey };
}

function credentialsOf(sessionToken: string, key: string): SessionCredentials {
  return {
    accessKeyId: `ASIA${mac(key, 'id', sessionToken).toString('hex').slice(0, 16).toUpperCase()}`,
    secretAccessKey: mac(key, 'secret', sessionToken).toString('base64').slice(0, 40),
    sessionToken,
  };
}

function mac(key: string, purpose: string, text: string): Buffer {
  return createHmac('sha256', key).update(`${purpose}\n${text}`).digest();
}
