import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificate {
  /** Paths, and what the files hold. */
  readonly certFile: string;
  readonly keyFile: string;
  readonly cert: string;
  readonly key: string;
}

export interface CertificateRequest {
  /** Also the name of its files. */
  readonly name: string;
  /** Without one, it signs itself. */
  readonly issuer?: Certificate;
  readonly isCa?: boolean;
  /** As OpenSSL writes them, such as `DNS:localhost`. */
  readonly sans?: readonly string[];
  readonly hasExpired?: boolean;
  readonly keyType?: 'ec' | 'rsa';
}

const keyOptions = {
  ec: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  rsa: ['-newkey', 'rsa:2048'],
};

/** Makes a certificate and its key in the directory. */
export function makeCertificate(directory: string, request: CertificateRequest): Certificate {
  const { name, issuer, isCa = false, sans = [], hasExpired = false, keyType = 'ec' } = request;
  const file = (ending: string) => join(directory, `${name}.${ending}`);
  const extensions = [
    `basicConstraints=critical,CA:${isCa ? 'TRUE' : 'FALSE'}`,
    ...(sans.length > 0 ? ['subjectAltName=@names', '[names]'] : []),
    ...sans.map((san, index) => san.replace(':', `.${index} = `)),
  ];
  writeFileSync(file('ext'), extensions.join('\n'));
  const subject = ['-subj', `/CN=${name}`];
  openssl([
    'req',
    '-new',
    ...keyOptions[keyType],
    '-nodes',
    '-keyout',
    file('key'),
    ...subject,
    '-out',
    file('csr'),
  ]);
  const signer = issuer ? ['-CA', issuer.certFile, '-CAkey', issuer.keyFile] : ['-signkey', file('key')];
  const days = hasExpired ? '-1' : '2';
  openssl([
    'x509',
    '-req',
    '-in',
    file('csr'),
    ...signer,
    '-days',
    days,
    '-extfile',
    file('ext'),
    '-out',
    file('crt'),
  ]);
  return {
    certFile: file('crt'),
    keyFile: file('key'),
    cert: readFileSync(file('crt'), 'utf8'),
    key: readFileSync(file('key'), 'utf8'),
  };
}

export function openssl(args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: 'pipe' });
}

/** A PEM text as a block of YAML below an option of a section. */
export function pemBlock(pem: string): string {
  return `|\n    ${pem.trimEnd().replaceAll('\n', '\n    ')}\n`;
}
