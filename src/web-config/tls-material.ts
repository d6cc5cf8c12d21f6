import type { FileText } from '../config/read-config-file.js';
import { parseCertificates, parsePrivateKey } from './pem.js';
import type { TlsIssue } from './tls-issue.js';
import type { TlsServerConfig } from './tls-server-config.js';

export type ReadFile = (path: string) => FileText;

/** Certificates and keys, from the files that the section names or, where it names none, from itself. */
export interface TlsMaterial {
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  readonly clientCa?: string | undefined;
  /** The option that gives the CA. */
  readonly clientCaOption?: 'client_ca' | 'client_ca_file' | undefined;
  readonly issues: readonly TlsIssue[];
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
    issues: [...cert.issues, ...key.issues, ...clientCa.issues, ...pairIssues(cert, key)],
  };
}

interface Material<N extends Name = Name> {
  readonly option?: N | `${N}_file`;
  readonly text?: string;
  readonly issues: readonly TlsIssue[];
}

function materialOf<N extends Name>(section: TlsServerConfig, name: N, read: ReadFile): Material<N> {
  const inline = section[name];
  const file = section[`${name}_file`];
  if (!file) return inline ? checked(name, name, inline) : { issues: [] };
  const option = `${name}_file` as const;
  const found = read(file);
  if (found.ok) return checked(name, option, found.value, `${file}: `);
  return { option, issues: [{ option, message: `${file}: ${found.failure}` }] };
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
  if (isFound(text)) return { option, text, issues: [] };
  return { option, issues: [{ option, message: `${place}expected ${what}` }] };
}

function pairIssues(cert: Material, key: Material): TlsIssue[] {
  const certificate = parseCertificates(cert.text ?? '')?.[0];
  const privateKey = parsePrivateKey(key.text ?? '');
  if (certificate === undefined || privateKey === undefined) return [];
  if (certificate.checkPrivateKey(privateKey)) return [];
  return [{ option: key.option, message: 'the key does not belong to the certificate' }];
}
