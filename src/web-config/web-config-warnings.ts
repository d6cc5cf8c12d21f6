import type { OptionProblem } from '../problems/problem.js';
import type { ProblemCode } from '../problems/problem-codes.js';
import type { TlsServerConfig } from './tls-server-config.js';
import type { ParsedWebConfig } from './web-config-schema.js';

/** Warnings about options of a valid file whose effect may surprise. */
export function webConfigWarnings(config: ParsedWebConfig): OptionProblem[] {
  const { tls_server_config: tls, http_server_config, basic_auth_users, rate_limit } = config;
  const users = Object.keys(basic_auth_users).filter((user) => user.includes(':'));
  return [
    ...tlsWarnings(tls.section, tls.settings !== undefined),
    ...(http_server_config.http2 === true
      ? [
          warning(
            'unsupported-http2',
            'http_server_config.http2',
            'HTTP/2 is not served; clients get HTTP/1.1',
          ),
        ]
      : []),
    ...(users.length > 0
      ? [warning('unusable-user', 'basic_auth_users', 'a user whose name has a colon can never log in')]
      : []),
    ...(rate_limit.interval > 0 && rate_limit.burst < 1
      ? [
          warning(
            'every-request-refused',
            'rate_limit.burst',
            'every request is refused with 429, because the burst is less than 1',
          ),
        ]
      : []),
  ];
}

function tlsWarnings(section: TlsServerConfig, isOn: boolean): OptionProblem[] {
  const option = 'tls_server_config';
  if (!isOn) {
    const isWritten = Object.keys(section).length > 0;
    return isWritten
      ? [warning('plain-http', option, 'plain HTTP is served, because no certificate is set')]
      : [];
  }
  const { client_auth_type: policy = 'NoClientCert', client_allowed_sans: sans } = section;
  const isVerified = policy === 'VerifyClientCertIfGiven' || policy === 'RequireAndVerifyClientCert';
  const warnings = (['cert', 'key', 'client_ca'] as const)
    .filter((name) => section[name] && section[`${name}_file`])
    .map((name) =>
      warning('option-without-effect', `${option}.${name}`, `has no effect beside ${name}_file`),
    );
  if (isVerified && !section.client_ca && !section.client_ca_file) {
    const message =
      'a certificate of any public CA is accepted, because neither client_ca nor client_ca_file is set';
    warnings.push(warning('any-client-accepted', `${option}.client_auth_type`, message));
  }
  const allowed = `${option}.client_allowed_sans`;
  if (sans !== undefined && policy === 'NoClientCert') {
    warnings.push(warning('option-without-effect', allowed, 'has no effect without a client_auth_type'));
  } else if (sans?.length === 0) {
    const message = 'no client certificate is accepted, because the list is empty';
    warnings.push(warning('no-client-accepted', allowed, message));
  }
  return warnings;
}

function warning(code: ProblemCode, option: string, message: string): OptionProblem {
  return { code, path: option.split('.'), message };
}
