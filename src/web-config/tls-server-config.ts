import * as z from 'zod';
import { cipherSuites, clientPolicies, curves, nameIn, tlsVersions } from './tls-names.js';

const path = z.string().regex(/^.+$/, { error: 'expected a path' }).exactOptional();
const pem = z.string().min(1, { error: 'expected a text in PEM' }).meta({ secret: true }).exactOptional();

/** `tls_server_config` as it is written. */
export const tlsServerConfig = z.strictObject({
  cert: pem,
  cert_file: path,
  key: pem,
  key_file: path,
  client_ca: pem,
  client_ca_file: path,
  client_auth_type: nameIn(clientPolicies).exactOptional(),
  client_allowed_sans: z
    .array(z.string().min(1, { error: 'expected a name, an address or a URI' }))
    .min(1, { error: 'expected at least one entry, since an empty list lets nobody in' })
    .exactOptional(),
  min_version: nameIn(tlsVersions).exactOptional(),
  max_version: nameIn(tlsVersions).exactOptional(),
  cipher_suites: z.array(nameIn(cipherSuites)).exactOptional(),
  prefer_server_cipher_suites: z.boolean().exactOptional(),
  curve_preferences: z.array(nameIn(curves)).exactOptional(),
});

export type TlsServerConfig = z.output<typeof tlsServerConfig>;
