import { validateHeaderValue } from 'node:http';
import * as z from 'zod';
import { durationPatterns, parseDuration } from '../duration.js';
import { resolveTls } from './resolve-tls.js';
import type { ReadFile } from './tls-material.js';
import { booleanOption, textOption, tlsServerConfig } from './tls-server-config.js';

const headerValue = textOption()
  .nullable()
  .transform((value) => value ?? '')
  .refine(isHeaderValue, { error: 'expected a text that a header can hold, in one line' })
  .exactOptional();

const httpServerConfig = z.strictObject({
  http2: booleanOption().exactOptional(),
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

const durationError = 'expected a duration such as 1s, 500ms or 1m30s, or 0';
/** In milliseconds; a bare whole number is nanoseconds. */
const goDuration = z.union(
  [
    z.int({ error: durationError }).transform((nanoseconds) => nanoseconds * 1e-6),
    z
      .string({ error: durationError })
      .regex(durationPatterns.go)
      .transform((text) => parseDuration(text, 'go') ?? z.NEVER),
  ],
  { error: durationError },
);

const rateLimit = z.strictObject({
  interval: goDuration.prefault(0),
  burst: z.int().prefault(0),
});

/** Reads certificates and keys while it parses, so that what is wrong with them has a place in the file. */
export function webConfigSchema(read: ReadFile) {
  return z.strictObject({
    tls_server_config: tlsServerConfig.prefault({}).transform((section, context) => {
      const result = resolveTls(section, read);
      if (result.ok) return { section, settings: result.value };
      for (const { code, path, message } of result.failure) {
        context.addIssue({ code: 'custom', path: [...path], message, params: { code } });
      }
      return z.NEVER;
    }),
    http_server_config: httpServerConfig.prefault({}),
    basic_auth_users: z.record(z.string(), bcryptHash).prefault({}),
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

export type ParsedWebConfig = z.output<ReturnType<typeof webConfigSchema>>;
