import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { deliver } from './faults/deliver.js';
import { type FaultRuleInput, faultRule } from './faults/fault-rule.js';
import { type AccessKey, keyRingOf } from './identity/key-ring.js';
import type { RestoreJobRow } from './scenario/restore-job-row.js';
import type { Scenario } from './scenario/scenario.js';
import { createAws } from './simulated-aws.js';
import { readRequest } from './wire/incoming-request.js';
import type { RecordedRequest } from './wire/recorded-request.js';

export interface SimulatorOptions {
  readonly scenario: Scenario;
  /** 0 for a free one. */
  readonly port?: number;
  readonly host?: string;
  /** Milliseconds; the time that restore jobs, incidents and faults follow. */
  readonly clock?: () => number;
  /** Milliseconds; the time that signatures and sessions are checked against. */
  readonly machineClock?: () => number;
  /** Instead of the scenario's. */
  readonly seed?: number;
}

export interface Simulator {
  readonly url: string;
  /** The latest requests, oldest first. */
  readonly requests: readonly RecordedRequest[];
  readonly baseCredentials: AccessKey;
  clearRequests(): void;
  /** Replaces all rules, also those of the scenario. */
  setFaults(rules: readonly FaultRuleInput[]): void;
  /** From now on AWS does not know this access key. */
  revoke(accessKeyId: string): void;
  /** Ends the connections that are open, as a load balancer may. */
  closeConnections(): void;
  /** The rows as AWS would list them unfiltered. */
  truth(accountId: string, region: string, atMs?: number): RestoreJobRow[];
  /** Ends the server and every open connection. */
  close(): Promise<void>;
}

const recordedAtMost = 50_000;

/** AWS Backup and STS on a local port. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { scenario, clock = Date.now, machineClock = Date.now, seed = scenario.seed } = options;
  const keys = keyRingOf(scenario);
  const [baseCredentials] = keys.accessKeys;
  if (baseCredentials === undefined) throw new Error('the scenario has no account');
  const aws = createAws({ scenario, seed, keys, clock, machineClock });
  const requests: RecordedRequest[] = [];
  const timers = new Set<NodeJS.Timeout>();

  const handle = async (message: IncomingMessage, response: ServerResponse) => {
    const { answer, record, fault } = await aws.answer(await readRequest(message));
    requests.push(record);
    if (requests.length > recordedAtMost) requests.shift();
    response.setHeader('date', new Date(machineClock()).toUTCString());
    if (fault?.kind !== 'slow') return deliver(response, answer, fault);
    const timer = setTimeout(() => {
      timers.delete(timer);
      deliver(response, answer, fault);
    }, fault.delay ?? 1000);
    timers.add(timer);
  };
  const server = createServer((message, response) => {
    handle(message, response).catch((error: unknown) => {
      if (response.headersSent) return response.destroy();
      return response.writeHead(500, { 'content-type': 'text/plain' }).end(`simulator: ${String(error)}`);
    });
  });
  // Node's 5 s would close idle connections just as a client takes them up again.
  server.keepAliveTimeout = 120_000;
  const port = await listen(server, options.port ?? 0, options.host ?? '127.0.0.1');
  return {
    url: `http://${options.host ?? '127.0.0.1'}:${port}`,
    requests,
    baseCredentials,
    clearRequests: () => requests.splice(0),
    setFaults: (rules) => aws.setFaults(rules.map((rule) => faultRule.parse(rule))),
    revoke: aws.revoke,
    closeConnections: () => server.closeAllConnections(),
    truth: (accountId, region, atMs = clock()) => aws.rowsAt({ accountId, region }, atMs),
    close: () => {
      for (const timer of timers) clearTimeout(timer);
      return close(server);
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function close(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
