import type { TlsServerConfig } from './tls-server-config.js';
import type { ParsedWebConfig } from './web-config-schema.js';

/**
 * Returns a warning for each option that is valid but has another effect than its author may expect. Each warning names
 * its option.
 */
export function webConfigWarnings(config: ParsedWebConfig): string[] {
  const { tls_server_config: tls, http_server_config, basic_auth_users, rate_limit } = config;
  const users = Object.keys(basic_auth_users).filter((user) => user.includes(':'));
  return [
    ...tlsWarnings(tls.section, tls.settings !== undefined),
    ...(http_server_config.http2 === true
      ? ['http_server_config.http2: HTTP/2 is not served; clients get HTTP/1.1']
      : []),
    ...(users.length > 0 ? ['basic_auth_users: a user whose name has a colon can never log in'] : []),
    ...(rate_limit.interval > 0 && rate_limit.burst < 1
      ? ['rate_limit.burst: every request is refused with 429, because the burst is less than 1']
      : []),
  ];
}

function tlsWarnings(section: TlsServerConfig, isOn: boolean): string[] {
  if (!isOn) {
    const isWritten = Object.keys(section).length > 0;
    return isWritten ? ['tls_server_config: plain HTTP is served, because no certificate is set'] : [];
  }
  const { client_auth_type: policy = 'NoClientCert', client_allowed_sans: sans } = section;
  const isVerified = policy === 'VerifyClientCertIfGiven' || policy === 'RequireAndVerifyClientCert';
  const warnings = (['cert', 'key', 'client_ca'] as const)
    .filter((name) => section[name] && section[`${name}_file`])
    .map((name) => `tls_server_config.${name}: has no effect beside ${name}_file`);
  if (isVerified && !section.client_ca && !section.client_ca_file) {
    warnings.push(
      'tls_server_config.client_auth_type: a certificate of any public CA is accepted, because neither client_ca nor client_ca_file is set',
    );
  }
  if (sans !== undefined && policy === 'NoClientCert') {
    warnings.push('tls_server_config.client_allowed_sans: has no effect without a client_auth_type');
  } else if (sans?.length === 0) {
    warnings.push(
      'tls_server_config.client_allowed_sans: no client certificate is accepted, because the list is empty',
    );
  }
  return warnings;
}
