import { isIPv4, isIPv6 } from 'node:net';
import * as z from 'zod';

export interface ListenAddress {
  /** Absent: every interface. */
  readonly host?: string;
  readonly port: number;
}

const pattern = /^(?:\[([\da-fA-F:.]+)\]|([\w.-]*)):(\d{1,5})$/;
const expects = 'an address such as :10066, 127.0.0.1:10066 or [::1]:10066';
const error = `expected ${expects}`;

export function listenAddressOption() {
  return z
    .string({ error })
    .regex(pattern)
    .transform((text, context): ListenAddress => {
      const address = parseListenAddress(text);
      if (address !== undefined) return address;
      context.addIssue({ code: 'custom', message: `${error}, with a port up to 65535` });
      return z.NEVER;
    })
    .meta({ expects });
}

function parseListenAddress(text: string): ListenAddress | undefined {
  const [, ipv6, name = '', digits] = pattern.exec(text) ?? [];
  const port = Number(digits);
  if (!(port <= 65_535)) return undefined;
  if (ipv6 !== undefined) return isIPv6(ipv6) ? { host: ipv6, port } : undefined;
  if (/^[\d.]+$/.test(name) && !isIPv4(name)) return undefined;
  return name === '' ? { port } : { host: name, port };
}
