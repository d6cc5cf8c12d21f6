import * as z from 'zod';
import type { ClientPolicy, TlsVersion } from './web-config.js';

/** The names of a web configuration file, which are those of Go, and what Node.js and OpenSSL call the same. */

export const tlsVersions = {
  TLS10: 'TLSv1',
  TLS11: 'TLSv1.1',
  TLS12: 'TLSv1.2',
  TLS13: 'TLSv1.3',
} as const satisfies Record<string, TlsVersion>;

export const clientPolicies = {
  NoClientCert: 'NoClientCert',
  RequestClientCert: 'RequestClientCert',
  RequireAnyClientCert: 'RequireAnyClientCert',
  RequireClientCert: 'RequireAnyClientCert',
  VerifyClientCertIfGiven: 'VerifyClientCertIfGiven',
  RequireAndVerifyClientCert: 'RequireAndVerifyClientCert',
} as const satisfies Record<string, ClientPolicy>;

export const curves = {
  CurveP256: 'P-256',
  CurveP384: 'P-384',
  CurveP521: 'P-521',
  X25519: 'X25519',
} as const;

/** The cipher suites that Go lists as secure, the preferred ones first. */
export const cipherSuites = {
  TLS_AES_128_GCM_SHA256: 'TLS_AES_128_GCM_SHA256',
  TLS_AES_256_GCM_SHA384: 'TLS_AES_256_GCM_SHA384',
  TLS_CHACHA20_POLY1305_SHA256: 'TLS_CHACHA20_POLY1305_SHA256',
  TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256: 'ECDHE-ECDSA-AES128-GCM-SHA256',
  TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256: 'ECDHE-RSA-AES128-GCM-SHA256',
  TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384: 'ECDHE-ECDSA-AES256-GCM-SHA384',
  TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384: 'ECDHE-RSA-AES256-GCM-SHA384',
  TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256: 'ECDHE-ECDSA-CHACHA20-POLY1305',
  TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256: 'ECDHE-RSA-CHACHA20-POLY1305',
  TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA: 'ECDHE-ECDSA-AES128-SHA',
  TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA: 'ECDHE-RSA-AES128-SHA',
  TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA: 'ECDHE-ECDSA-AES256-SHA',
  TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA: 'ECDHE-RSA-AES256-SHA',
} as const;

/** The suites of TLS 1.3 are always on, as in Go: a list chooses among those of TLS 1.2 and before. */
export function cipherList(suites: readonly string[]): string {
  const always = Object.values(cipherSuites).filter((name) => name.startsWith('TLS_'));
  return [...new Set([...always, ...suites])].join(':');
}

/** The booleans of YAML 1.1, which exporters read; YAML 1.2 has only `true` and `false`. */
const booleans = {
  ...Object.fromEntries(
    ['true', 'True', 'TRUE', 'y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON'].map((word) => [word, true]),
  ),
  ...Object.fromEntries(
    ['false', 'False', 'FALSE', 'n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF'].map((word) => [word, false]),
  ),
};

export function booleanOption() {
  const error = 'expected true or false';
  return z
    .enum(Object.keys(booleans), { error })
    .meta({ asWritten: true })
    .transform((word) => booleans[word] === true);
}

/** A text; a number or a boolean is taken as it is written. */
export function textOption() {
  return z.string().meta({ asWritten: true });
}

/** Returns a schema that replaces a name of the file by its value. */
export function nameIn<T>(names: Readonly<Record<string, T>>) {
  return z.enum(Object.keys(names)).transform((name): T => names[name] ?? z.NEVER);
}

const path = textOption().regex(/^.*$/, { error: 'expected a path' }).exactOptional();
const pem = z.string().meta({ secret: true }).exactOptional();

const policyNames = Object.keys(clientPolicies);
const clientAuthType = z
  .enum([...policyNames, ''], { error: `expected one of ${policyNames.join(', ')}` })
  .transform((name) => Object.entries(clientPolicies).find(([policy]) => policy === name)?.[1]);

/** `tls_server_config` as it is written; as in Go, an empty text is as good as none. */
export const tlsServerConfig = z.strictObject({
  cert: pem,
  cert_file: path,
  key: pem,
  key_file: path,
  client_ca: pem,
  client_ca_file: path,
  client_auth_type: clientAuthType.exactOptional(),
  client_allowed_sans: z.array(textOption()).exactOptional(),
  min_version: nameIn(tlsVersions).exactOptional(),
  max_version: nameIn(tlsVersions).exactOptional(),
  cipher_suites: z.array(nameIn(cipherSuites)).exactOptional(),
  prefer_server_cipher_suites: booleanOption().exactOptional(),
  curve_preferences: z.array(nameIn(curves)).exactOptional(),
});

export type TlsServerConfig = z.output<typeof tlsServerConfig>;
