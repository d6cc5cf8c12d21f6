import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const start = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the command prints to stdout; fails with all that it printed where it fails. */
export async function podman(args: readonly string[], timeoutMs = 60_000): Promise<string> {
  return (await run('podman', args, timeoutMs)).trim();
}

const registries = {
  BUILD_BASE: 'docker.io/library/node:24-bookworm-slim',
  BASE: 'gcr.io/distroless/nodejs24-debian13:nonroot',
};
export const standIns = {
  BUILD_BASE: 'localhost/restore-test-monitor-test/build-base:1',
  BASE: 'localhost/restore-test-monitor-test/base:1',
};

/** The base images, as build arguments: those of the registries, or stand-ins where these cannot be reached. */
export async function baseImages(): Promise<typeof registries> {
  try {
    for (const image of Object.values(registries)) await podman(['pull', '--quiet', image], 120_000);
    return registries;
  } catch {
    const { BUILD_BASE, BASE } = standIns;
    await run('test/image/stand-in-bases.sh', [BUILD_BASE, BASE], 120_000);
    return standIns;
  }
}

async function run(command: string, args: readonly string[], timeout: number): Promise<string> {
  const options = { cwd: root, timeout, maxBuffer: 16 * 1024 ** 2 };
  try {
    return (await start(command, args, options)).stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(' ')}: ${String(error)}\n${stdout}${stderr}`, { cause: error });
  }
}
