import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach } from '@jest/globals';
import { compare } from 'bcryptjs';
import { Registry } from 'prom-client';
import { createServer, type ServerOptions } from '../../src/http/server.js';
import { createSnapshotPublisher } from '../../src/metrics/snapshot.js';
import { formatProblem } from '../../src/problems/problem.js';
import { openWebConfig } from '../../src/web-config/web-config-source.js';
import { emitTo } from '../emit-to.js';
import { type Answer, ask } from './asking.js';

/** Where web configuration files and what they name are. */
export const directory = mkdtempSync(join(tmpdir(), 'serving-'));
const servers: ReturnType<typeof createServer>[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.server.closeAllConnections();
    await server.close();
  }
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

export interface Serving {
  readonly port: number;
  /** What the log would tell, one a line. */
  readonly told: string[];
  /** The passwords that were compared with a hash, each with the cost of the hash. */
  readonly compared: string[];
  /** Changes the web configuration file. */
  write(webConfig: string): void;
  get(options?: RequestOptions): Promise<Answer>;
}

let count = 0;

/** A server on a port of its own, with a web configuration file where one is given. */
export async function startServing(
  webConfig?: string,
  options: Partial<ServerOptions> = {},
): Promise<Serving> {
  count += 1;
  const file = join(directory, `web-${count}.yaml`);
  const write = (text: string) => writeFileSync(file, text);
  const told: string[] = [];
  const compared: string[] = [];
  if (webConfig !== undefined) write(webConfig);
  const emit = emitTo({
    webConfigurationRead: () => told.push('changed'),
    webConfigurationBroken: ({ problems }) => told.push(...problems.map(formatProblem)),
    clientRefused: ({ client, reason }) => told.push(`${client}: ${reason}`),
  });
  const opened = webConfig === undefined ? undefined : openWebConfig(file);
  if (opened?.ok === false) throw new Error(opened.failure.map(formatProblem).join('\n'));
  const source = opened?.value.follow(emit);
  const publisher = createSnapshotPublisher(() => ['restores 1\n'], emit);
  publisher.changed();
  await publisher.settled();
  const server = createServer({
    telemetryPath: '/metrics',
    snapshot: publisher.current,
    selfMetrics: new Registry(),
    untriedTargets: () => [],
    statusPage: () => '<!doctype html><title>status</title>',
    access: source && {
      source,
      emit,
      compare(password, hash) {
        compared.push(`${password} ${hash.slice(0, 7)}`);
        return compare(password, hash);
      },
    },
    ...options,
  });
  servers.push(server);
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  const isTls = source?.isTls ?? false;
  return { port, told, compared, write, get: (wanted = {}) => ask(isTls, { port, ...wanted }) };
}
