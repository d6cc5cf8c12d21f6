import * as z from 'zod';
import {
  booleanOption,
  cipherSuites,
  clientPolicies,
  curves,
  nameIn,
  textOption,
  tlsVersions,
} from './tls-names.js';

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
