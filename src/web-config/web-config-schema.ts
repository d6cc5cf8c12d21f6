import { validateHeaderValue } from 'node:http';
import * as z from 'zod';
import { goDurationOption } from './go-duration.js';
import type { ReadFile } from './tls-material.js';
import { tlsServerConfig } from './tls-server-config.js';
import { resolveTls } from './tls-settings.js';

const headerValue = z
  .string()
  .refine(isHeaderValue, { error: 'expected a text that a header can hold, in one line' })
  .exactOptional();

const httpServerConfig = z.strictObject({
  http2: z
    .boolean()
    .refine((isWanted) => !isWanted, { error: 'HTTP/2 is not served; leave http2 out, or set it to false' })
    .exactOptional(),
  headers: z
    .strictObject({
      'Content-Security-Policy': headerValue,
      'X-Frame-Options': z.enum(['deny', 'sameorigin']).exactOptional(),
      'X-Content-Type-Options': z.enum(['nosniff']).exactOptional(),
      'X-XSS-Protection': headerValue,
      'Strict-Transport-Security': headerValue,
    })
    .prefault({}),
});

const hashExpected = 'expected a bcrypt hash, such as htpasswd -nBC 10 "" prints';
const bcryptHash = z
  .string({ error: hashExpected })
  .regex(/^\$2[aby]\$(?:0[4-9]|[12]\d|3[01])\$[./A-Za-z\d]{53}$/, { error: hashExpected })
  .meta({ secret: true });

const basicAuthUsers = z.record(z.string(), bcryptHash).superRefine((users, context) => {
  for (const user of Object.keys(users).filter((name) => name.includes(':'))) {
    context.addIssue({ code: 'custom', path: [user], message: 'a name with a colon can never log in' });
  }
});

const rateLimit = z
  .strictObject({
    interval: goDurationOption().prefault(0),
    burst: z.int().min(0).prefault(0),
  })
  .superRefine(({ interval, burst }, context) => {
    if (interval === 0 || burst > 0) return;
    const message = 'expected a whole number of at least 1, since without a burst every request is refused';
    context.addIssue({ code: 'custom', path: ['burst'], message });
  });

/** Reads certificates and keys while it parses, so that what is wrong with them has a place in the file. */
export function webConfigSchema(read: ReadFile) {
  return z.strictObject({
    tls_server_config: tlsServerConfig.prefault({}).transform((section, context) => {
      const result = resolveTls(section, read);
      if (result.ok) return result.settings;
      for (const { option, message } of result.issues) {
        context.addIssue({ code: 'custom', path: option === undefined ? [] : [option], message });
      }
      return z.NEVER;
    }),
    http_server_config: httpServerConfig.prefault({}),
    basic_auth_users: basicAuthUsers.prefault({}),
    rate_limit: rateLimit.prefault({}),
  });
}

function isHeaderValue(value: string): boolean {
  try {
    validateHeaderValue('x', value);
    return true;
  } catch {
    return false;
  }
}
