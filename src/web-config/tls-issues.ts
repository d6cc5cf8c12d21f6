import type { TlsIssue } from './tls-issue.js';
import type { TlsMaterial } from './tls-material.js';
import { tlsVersions } from './tls-names.js';
import type { TlsServerConfig } from './tls-server-config.js';

/** What options are wrong about together. */
export function tlsIssues(section: TlsServerConfig, material: TlsMaterial): TlsIssue[] {
  return [
    ...missingIssues(section, 'cert'),
    ...missingIssues(section, 'key'),
    ...versionIssues(section),
    ...clientIssues(section, material),
  ];
}

function missingIssues(section: TlsServerConfig, name: 'cert' | 'key'): TlsIssue[] {
  if (section[name] !== undefined || section[`${name}_file`] !== undefined) return [];
  return [{ option: undefined, message: `neither ${name} nor ${name}_file is set; TLS needs one of them` }];
}

function versionIssues({
  min_version: min = 'TLSv1.2',
  max_version: max = 'TLSv1.3',
}: TlsServerConfig): TlsIssue[] {
  const order = Object.values(tlsVersions);
  if (order.indexOf(min) <= order.indexOf(max)) return [];
  return [{ option: 'min_version', message: 'is later than max_version' }];
}

function clientIssues(section: TlsServerConfig, material: TlsMaterial): TlsIssue[] {
  const { client_auth_type: policy = 'NoClientCert', client_allowed_sans: sans } = section;
  const isRequired = policy === 'RequireAnyClientCert' || policy === 'RequireAndVerifyClientCert';
  const isVerified = policy === 'VerifyClientCertIfGiven' || policy === 'RequireAndVerifyClientCert';
  const issues: TlsIssue[] = [];
  if (policy === 'NoClientCert' && material.clientCaOption !== undefined) {
    const message = 'has no effect without a client_auth_type, such as RequireAndVerifyClientCert';
    issues.push({ option: material.clientCaOption, message });
  }
  if (isVerified && material.clientCaOption === undefined) {
    const message = `${policy} needs client_ca or client_ca_file; without one, every certificate of a public CA would do`;
    issues.push({ option: 'client_auth_type', message });
  }
  if (sans !== undefined && !isRequired) {
    const message = 'needs the client_auth_type RequireAndVerifyClientCert or RequireAnyClientCert';
    issues.push({ option: 'client_allowed_sans', message });
  }
  return issues;
}
