import type { Socket } from 'node:net';

/** The same for a socket and for the TLS socket on top of it, which does not tell what it stands on. */
export function connectionName({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
