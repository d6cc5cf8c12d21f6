import type { TlsIssue } from './tls-issue.js';
import type { TlsMaterial } from './tls-material.js';
import { tlsVersions } from './tls-names.js';
import type { TlsServerConfig } from './tls-server-config.js';

/** Finds the TLS options that contradict each other. */
export function tlsIssues(section: TlsServerConfig, material: TlsMaterial): TlsIssue[] {
  return [
    ...missingIssues(section, 'cert'),
    ...missingIssues(section, 'key'),
    ...versionIssues(section),
    ...clientIssues(section, material),
  ];
}

function missingIssues(section: TlsServerConfig, name: 'cert' | 'key'): TlsIssue[] {
  if (section[name] || section[`${name}_file`]) return [];
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

function clientIssues(
  { client_auth_type: policy = 'NoClientCert' }: TlsServerConfig,
  { clientCaOption }: TlsMaterial,
): TlsIssue[] {
  if (policy !== 'NoClientCert' || clientCaOption === undefined) return [];
  const message = 'has no effect without a client_auth_type, such as RequireAndVerifyClientCert';
  return [{ option: clientCaOption, message }];
}
