import { readConfigFile } from '../config/read-config-file.js';
import { formatPath, type Problem, sourceProblem } from '../problems/problem.js';
import { resolveBeside } from '../yaml/resolve-beside.js';
import { type Parsed, parseYamlSource } from '../yaml/yaml-source.js';
import type { ReadFile } from './tls-material.js';
import type { WebConfig } from './web-config.js';
import { webConfigSchema } from './web-config-schema.js';
import { webConfigWarnings } from './web-config-warnings.js';

/**
 * Reads a web configuration file in the format that Prometheus exporters share, and the files that it names, which are
 * looked for beside it. Never throws.
 */
export function loadWebConfig(file: string, read: ReadFile = readConfigFile): Parsed<WebConfig> {
  const found = read(file);
  if (!found.ok) {
    return { ok: false, failure: [sourceProblem('unreadable-file', file, found.failure)] };
  }
  const schema = webConfigSchema((path) => read(resolveBeside(file, path)));
  const parsed = parseYamlSource(found.value, { file, schema });
  if (!parsed.ok) return parsed;
  const { tls_server_config, http_server_config, basic_auth_users, rate_limit } = parsed.value;
  const { settings: tls } = tls_server_config;
  const { interval, burst } = rate_limit;
  return {
    ok: true,
    value: {
      ...(tls && { tls }),
      headers: withoutBlank(http_server_config.headers),
      users: new Map(Object.entries(basic_auth_users)),
      ...(interval > 0 && { rateLimit: { intervalMs: interval, burst } }),
      warnings: webConfigWarnings(parsed.value).map(
        ({ code, path, message }): Problem => ({
          ...sourceProblem(code, file, message),
          path: formatPath(path),
          isWarning: true,
        }),
      ),
    },
  };
}

function withoutBlank(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}
