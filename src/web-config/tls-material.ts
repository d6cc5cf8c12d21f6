import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { FileText } from '../config/read-config-file.js';
import type { OptionProblem } from '../problems/problem.js';
import type { TlsServerConfig } from './tls-server-config.js';

export type ReadFile = (path: string) => FileText;

/** Certificates and keys, from the files that the section names or, where it names none, from itself. */
export interface TlsMaterial {
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  readonly clientCa?: string | undefined;
  /** The option that gives the CA. */
  readonly clientCaOption?: 'client_ca' | 'client_ca_file' | undefined;
  readonly problems: readonly OptionProblem[];
}

type Name = 'cert' | 'key' | 'client_ca';

export function readTlsMaterial(section: TlsServerConfig, read: ReadFile): TlsMaterial {
  const cert = materialOf(section, 'cert', read);
  const key = materialOf(section, 'key', read);
  const clientCa = materialOf(section, 'client_ca', read);
  return {
    cert: cert.text,
    key: key.text,
    clientCa: clientCa.text,
    clientCaOption: clientCa.option,
    problems: [...cert.problems, ...key.problems, ...clientCa.problems, ...pairProblems(cert, key)],
  };
}

interface Material<N extends Name = Name> {
  readonly option?: N | `${N}_file`;
  readonly text?: string;
  readonly problems: readonly OptionProblem[];
}

function materialOf<N extends Name>(section: TlsServerConfig, name: N, read: ReadFile): Material<N> {
  const inline = section[name];
  const file = section[`${name}_file`];
  if (!file) return inline ? checked(name, name, inline) : { problems: [] };
  const option = `${name}_file` as const;
  const found = read(file);
  if (found.ok) return checked(name, option, found.value, `${file}: `);
  return { option, problems: [invalid(option, `${file}: ${found.failure}`)] };
}

const expected: Readonly<
  Record<Name, { readonly isFound: (pem: string) => boolean; readonly what: string }>
> = {
  cert: { isFound: (pem) => parseCertificates(pem) !== undefined, what: 'a certificate in PEM' },
  key: { isFound: (pem) => parsePrivateKey(pem) !== undefined, what: 'a private key in PEM, not encrypted' },
  client_ca: { isFound: (pem) => parseCertificates(pem) !== undefined, what: 'certificates in PEM' },
};

function checked<N extends Name>(name: N, option: N | `${N}_file`, text: string, place = ''): Material<N> {
  const { isFound, what } = expected[name];
  if (isFound(text)) return { option, text, problems: [] };
  return { option, problems: [invalid(option, `${place}expected ${what}`)] };
}

function pairProblems(cert: Material, key: Material): OptionProblem[] {
  const certificate = parseCertificates(cert.text ?? '')?.[0];
  const privateKey = parsePrivateKey(key.text ?? '');
  if (certificate === undefined || privateKey === undefined) return [];
  if (certificate.checkPrivateKey(privateKey)) return [];
  return [invalid(key.option, 'the key does not belong to the certificate')];
}

/** Blames an option of `tls_server_config`, or the section as a whole. */
export function invalid(option: keyof TlsServerConfig | undefined, message: string): OptionProblem {
  return { code: 'invalid-tls-material', path: option === undefined ? [] : [option], message };
}

const block = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** The certificates of a PEM text in its order; undefined where there is none, or one that cannot be read. */
function parseCertificates(pem: string): X509Certificate[] | undefined {
  try {
    const certificates = Array.from(pem.matchAll(block), ([text]) => new X509Certificate(text));
    return certificates.length > 0 ? certificates : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined also where the key is encrypted: there is nobody to ask for the passphrase. */
function parsePrivateKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}
