import type { ClientPolicy, TlsSettings, WebConfig } from '../web-config/web-config.js';

const clients: Readonly<Record<ClientPolicy, string>> = {
  NoClientCert: 'no client certificates',
  RequestClientCert: 'client certificates asked for, neither required nor verified',
  RequireAnyClientCert: 'client certificates required, not verified',
  VerifyClientCertIfGiven: 'client certificates verified where there are any',
  RequireAndVerifyClientCert: 'client certificates required and verified',
};

/** In one line, without anything secret. */
export function describeWebConfig({ tls, users, headers, rateLimit }: WebConfig): string {
  const headerCount = Object.keys(headers).length;
  return [
    ...(tls ? describeTls(tls) : ['plain HTTP']),
    users.size === 0 ? 'no users' : `${users.size} ${users.size === 1 ? 'user' : 'users'}`,
    ...(headerCount > 0 ? [`${headerCount} ${headerCount === 1 ? 'header' : 'headers'}`] : []),
    ...(rateLimit ? [`one request each ${rateLimit.intervalMs} ms, ${rateLimit.burst} at once`] : []),
  ].join(', ');
}

function describeTls(tls: TlsSettings): string[] {
  const [min, max] = [tls.minVersion, tls.maxVersion].map((version) => version.replace('TLSv', ''));
  const { policy, allowedSans } = tls.clients;
  const sans = allowedSans
    ? ` by ${allowedSans.length} allowed ${allowedSans.length === 1 ? 'SAN' : 'SANs'}`
    : '';
  return [`TLS ${min === max ? min : `${min} to ${max}`}`, `${clients[policy]}${sans}`];
}
