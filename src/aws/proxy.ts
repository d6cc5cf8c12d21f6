import { BlockList, isIP } from 'node:net';
import { getProxyForUrl } from 'proxy-from-env';

/** The machine itself, and what it asks for its own credentials; no proxy could answer for them. */
const local = new BlockList();
local.addSubnet('127.0.0.0', 8, 'ipv4');
local.addAddress('::1', 'ipv6');
local.addSubnet('169.254.0.0', 16, 'ipv4');
local.addSubnet('fe80::', 10, 'ipv6');
local.addSubnet('fd00:ec2::', 32, 'ipv6');

/** The proxy that the environment names for an address; undefined where it is reached directly. */
export function proxyFor(url: URL): URL | undefined {
  if (isLocal(url.hostname)) return undefined;
  const proxy = getProxyForUrl(url.href);
  return proxy === '' ? undefined : new URL(proxy);
}

/** Where the proxy is, without the user and the password. */
export function proxyAddress({ protocol, host }: URL): string {
  return `${protocol}//${host}`;
}

function isLocal(hostname: string): boolean {
  if (hostname === 'localhost' || hostname.endsWith('.localhost')) return true;
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(address);
  return family !== 0 && local.check(address, family === 6 ? 'ipv6' : 'ipv4');
}
