import { isIPv4, isIPv6 } from 'node:net';
import * as z from 'zod';
import { textOption } from './text-option.js';

export interface ListenAddress {
  /** Absent: every interface. */
  readonly host?: string;
  readonly port: number;
}

const pattern = /^(?:\[([\da-fA-F:.]+)\]|([\w.-]*)):(\d{1,5})$/;
const expects = 'an address such as :10066, 127.0.0.1:10066 or [::1]:10066';
const error = `expected ${expects}`;

export const webOptions = z
  .strictObject({
    listenAddress: listenAddressOption().prefault(':10066').meta({
      description:
        'Where to serve HTTP: `:10066` (every interface), `127.0.0.1:10066`, `[::1]:10066`. Port `0`: any free one.',
    }),
    telemetryPath: textOption(/^\/(?!-\/)[\w.~-]+(?:\/[\w.~-]+)*$/, 'a path such as /metrics, outside /-/')
      .prefault('/metrics')
      .meta({ description: 'The path of the metrics.' }),
    configFile: textOption(/./, 'a path').exactOptional().meta({
      description:
        'A file with TLS, users, headers and a rate limit for the HTTP server, in the format that Prometheus exporters share; see [web-configuration.md](web-configuration.md). A relative path in the configuration file is looked for beside that file.',
    }),
    enableLifecycle: z.boolean().prefault(false).meta({
      description: 'Reload the configuration on a POST or PUT request to `/-/reload`.',
    }),
  })
  .prefault({})
  .meta({ description: 'The HTTP server of the metrics.' });

export function listenAddressOption() {
  return z
    .codec(z.string({ error }).regex(pattern), z.custom<ListenAddress>(), {
      decode(text, { issues }) {
        const address = parseListenAddress(text);
        if (address !== undefined) return address;
        issues.push({ code: 'custom', message: `${error}, with a port up to 65535`, input: text });
        return z.NEVER;
      },
      encode: ({ host = '', port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`,
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
