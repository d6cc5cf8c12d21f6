import { BlockList, isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { ClientSettings } from '../web-config/web-config.js';

/** Returns why a client is refused with the certificate that it shows; undefined if it is let in. */
export function clientCertificateRefusal(
  socket: TLSSocket,
  { policy, allowedSans }: ClientSettings,
): string | undefined {
  const certificate = policy === 'NoClientCert' ? undefined : socket.getPeerX509Certificate();
  if (certificate === undefined) {
    const isRequired = policy === 'RequireAnyClientCert' || policy === 'RequireAndVerifyClientCert';
    return isRequired ? 'no client certificate' : undefined;
  }
  const isVerified = policy === 'VerifyClientCertIfGiven' || policy === 'RequireAndVerifyClientCert';
  const invalid = isVerified ? invalidityOf(socket) : undefined;
  if (invalid !== undefined) return `the client certificate is not valid: ${invalid}`;
  if (allowedSans === undefined) return undefined;
  const sans = parseSubjectAltName(certificate.subjectAltName ?? '');
  if (sans.some((san) => allowedSans.some((allowed) => isSame(san, allowed)))) return undefined;
  return 'no subject alternative name of the client certificate is among client_allowed_sans';
}

/**
 * Returns OpenSSL's code for the problem of the peer's certificate chain; undefined if it is valid. Node.js hands the
 * verdict only to sockets that its own TLS server has made. If the verdict is missing, no certificate passes.
 */
function invalidityOf(socket: TLSSocket): string | undefined {
  const handle: unknown = Reflect.get(socket, 'ssl');
  const verify: unknown = typeof handle === 'object' && handle !== null && Reflect.get(handle, 'verifyError');
  if (typeof verify !== 'function') return 'not verified';
  const verdict: unknown = verify.call(handle);
  if (!verdict) return undefined;
  return typeof verdict === 'object' && 'code' in verdict ? String(verdict.code) : 'not verified';
}

const kinds = new Set(['DNS', 'IP Address', 'email', 'URI']);
const entry = /([^:,]+):("(?:[^"\\]|\\.)*"|[^,]*)(?:, |$)/y;

/** The names, addresses and URIs of a certificate; Node.js writes those with special characters as JSON. */
export function parseSubjectAltName(text: string): string[] {
  return Array.from(text.matchAll(new RegExp(entry, 'gy'))).flatMap(([, kind = '', value = '']) => {
    if (!kinds.has(kind)) return [];
    return [value.startsWith('"') ? String(JSON.parse(value)) : value];
  });
}

/** Exactly the same, but for the many ways to write an address. */
function isSame(san: string, allowed: string): boolean {
  if (san === allowed) return true;
  if (isIP(san) === 0 || isIP(san) !== isIP(allowed)) return false;
  const family = isIP(san) === 6 ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addAddress(allowed, family);
  return list.check(san, family);
}
