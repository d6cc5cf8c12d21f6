import type { Socket } from 'node:net';

/** Returns the address and port of the client: the same name for a socket and for the TLS socket on top of it. */
export function connectionName({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
