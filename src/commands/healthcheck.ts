import { get } from 'node:http';
import type { Config } from '../config/config.js';
import type { ExitCode, Surroundings } from './surroundings.js';

const withinMs = 5000;

/** Asks the daemon that runs here with the same configuration whether it is healthy; fails where it is not. */
export async function healthcheck(
  { web: { listenAddress } }: Config,
  { stdout, stderr }: Surroundings,
): Promise<ExitCode> {
  const { host = 'localhost', port } = listenAddress;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}/-/healthy`;
  try {
    const status = await statusOf(url);
    if (status === 200) {
      stdout('healthy\n');
      return 0;
    }
    stderr(`unhealthy: ${url} answered with ${status}\n`);
  } catch (error) {
    stderr(`unhealthy: ${url} did not answer: ${reasonOf(error)}\n`);
  }
  return 1;
}

function statusOf(url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = get(url, { timeout: withinMs }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('timeout', () => request.destroy(new Error(`nothing came within ${withinMs / 1000} s`)));
    request.on('error', reject);
  });
}

/** The error of a name with several addresses has no message, but the code of the last of them. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || ('code' in error ? String(error.code) : error.name);
}
