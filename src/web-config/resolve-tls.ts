import { createSecureContext, type SecureContextOptions } from 'node:tls';
import type { OptionProblem } from '../problems/problem.js';
import type { Result } from '../result.js';
import { invalid, type ReadFile, readTlsMaterial, type TlsMaterial } from './tls-material.js';
import { cipherList, cipherSuites, type TlsServerConfig, tlsVersions } from './tls-server-config.js';
import type { TlsSettings } from './web-config.js';

/** The options that turn TLS on, each by itself. */
const switches = [
  'cert',
  'cert_file',
  'key',
  'key_file',
  'client_ca',
  'client_ca_file',
  'client_auth_type',
] as const;

export function isTlsOn(section: TlsServerConfig): boolean {
  return switches.some((name) => section[name]);
}

/** Resolves the section to settings with the contents of its files. */
export function resolveTls(
  section: TlsServerConfig,
  read: ReadFile,
): Result<TlsSettings | undefined, readonly OptionProblem[]> {
  if (!isTlsOn(section)) return { ok: true, value: undefined };
  const material = readTlsMaterial(section, read);
  const { cert, key } = material;
  const problems = [...material.problems, ...sectionProblems(section, material)];
  if (problems.length > 0 || cert === undefined || key === undefined) return { ok: false, failure: problems };
  const {
    min_version = 'TLSv1.2',
    max_version = 'TLSv1.3',
    cipher_suites = [],
    curve_preferences = [],
  } = section;
  const { client_auth_type = 'NoClientCert', client_allowed_sans } = section;
  const settings: TlsSettings = {
    cert,
    key,
    minVersion: min_version,
    maxVersion: max_version,
    ciphers: cipherList(cipher_suites.length > 0 ? cipher_suites : Object.values(cipherSuites)),
    ...(curve_preferences.length > 0 && { curves: curve_preferences.join(':') }),
    prefersServerCiphers: section.prefer_server_cipher_suites ?? true,
    clients: {
      policy: client_auth_type,
      ...(material.clientCa !== undefined && { ca: material.clientCa }),
      ...(client_allowed_sans && { allowedSans: client_allowed_sans }),
    },
  };
  const refusal = refusalByOpenssl(settings);
  return refusal === undefined ? { ok: true, value: settings } : { ok: false, failure: [refusal] };
}

/** As `createSecureContext` and `Server.setSecureContext` of node:tls take it. */
export function secureContextOptions(settings: TlsSettings): SecureContextOptions {
  const { cert, key, minVersion, maxVersion, ciphers, curves, clients } = settings;
  // OpenSSL counts what TLS 1.0 and 1.1 sign with among the security level 0.
  const level = minVersion === 'TLSv1' || minVersion === 'TLSv1.1' ? ':@SECLEVEL=0' : '';
  return {
    cert,
    key,
    minVersion,
    maxVersion,
    ciphers: `${ciphers}${level}`,
    honorCipherOrder: settings.prefersServerCiphers,
    ...(curves !== undefined && { ecdhCurve: curves }),
    ...(clients.ca !== undefined && { ca: clients.ca }),
    // As in Go, each certificate of the file is trusted by itself, also without its root.
    allowPartialTrustChain: true,
  };
}

function refusalByOpenssl(settings: TlsSettings): OptionProblem | undefined {
  try {
    createSecureContext(secureContextOptions(settings));
    return undefined;
  } catch (error) {
    const reason = error instanceof Error && 'reason' in error ? String(error.reason) : 'unknown reason';
    return invalid(undefined, `OpenSSL refuses the certificate or the key: ${reason}`);
  }
}

/** Finds the TLS options that contradict each other. */
function sectionProblems(section: TlsServerConfig, material: TlsMaterial): OptionProblem[] {
  return [
    ...missingProblems(section, 'cert'),
    ...missingProblems(section, 'key'),
    ...versionProblems(section),
    ...clientProblems(section, material),
  ];
}

function missingProblems(section: TlsServerConfig, name: 'cert' | 'key'): OptionProblem[] {
  if (section[name] || section[`${name}_file`]) return [];
  const message = `neither ${name} nor ${name}_file is set; TLS needs one of them`;
  return [{ code: 'incomplete-tls', path: [], message }];
}

function versionProblems({
  min_version: min = 'TLSv1.2',
  max_version: max = 'TLSv1.3',
}: TlsServerConfig): OptionProblem[] {
  const order = Object.values(tlsVersions);
  if (order.indexOf(min) <= order.indexOf(max)) return [];
  return [
    { code: 'contradicting-tls-versions', path: ['min_version'], message: 'is later than max_version' },
  ];
}

function clientProblems(
  { client_auth_type: policy = 'NoClientCert' }: TlsServerConfig,
  { clientCaOption }: TlsMaterial,
): OptionProblem[] {
  if (policy !== 'NoClientCert' || clientCaOption === undefined) return [];
  const message = 'has no effect without a client_auth_type, such as RequireAndVerifyClientCert';
  return [{ code: 'option-without-effect', path: [clientCaOption], message }];
}
