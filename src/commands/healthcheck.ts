import { get as getPlain } from 'node:http';
import { get as getSecure } from 'node:https';
import type { Config } from '../config/config.js';
import { formatProblem } from '../problems/problem.js';
import { loadWebConfig } from '../web-config/load-web-config.js';
import type { TlsSettings } from '../web-config/web-config.js';
import type { ExitCode, Surroundings } from './surroundings.js';

const withinMs = 5000;

/** The statuses of a daemon that serves: 401 without a password, and 429 over the rate limit, among them. */
const statusesOfServing = new Set<number | undefined>([200, 401, 429]);

/** Asks the daemon that runs here with the same configuration whether it is healthy; fails where it is not. */
export async function healthcheck(
  { web: { listenAddress, configFile } }: Config,
  { stdout, stderr }: Surroundings,
): Promise<ExitCode> {
  const web = configFile === undefined ? undefined : loadWebConfig(configFile);
  if (web?.ok === false) {
    for (const problem of web.failure) stderr(`${formatProblem(problem)}\n`);
    return 2;
  }
  const tls = web?.value.tls;
  const { host = 'localhost', port } = listenAddress;
  const url = `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}/-/healthy`;
  try {
    const status = await statusOf(url, tls);
    if (statusesOfServing.has(status)) {
      stdout('healthy\n');
      return 0;
    }
    stderr(`unhealthy: ${url} answered with ${status}\n`);
  } catch (error) {
    stderr(`unhealthy: ${url} did not answer: ${reasonOf(error)}\n`);
  }
  return 1;
}

/** Resolves to the status; also to 200 if the handshake succeeds with a daemon that requires a client certificate. */
function statusOf(url: string, tls: TlsSettings | undefined): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const get = tls ? getSecure : getPlain;
    // The certificate is not made out to the address that this asks, which is on the same machine.
    const request = get(url, { timeout: withinMs, agent: false, rejectUnauthorized: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('timeout', () => request.destroy(new Error(`nothing came within ${withinMs / 1000} s`)));
    request.on('error', reject);
    if (tls?.clients.policy.startsWith('Require')) {
      request.on('socket', (socket) => socket.on('secureConnect', () => resolve(200)));
    }
  });
}

/** The error of a name with several addresses has no message, but the code of the last of them. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || ('code' in error ? String(error.code) : error.name);
}
