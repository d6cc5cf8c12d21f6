import type { Service, SimulatedOperation } from './operations/simulated-operation.js';
import { operations } from './operations.js';
import type { IncomingRequest } from './wire/incoming-request.js';

/** The operation that a request names, by the protocol of its service. */
export interface Route {
  readonly service: Service;
  /** Undefined if the simulator has none of that name. */
  readonly operation: SimulatedOperation | undefined;
  readonly params: Readonly<Record<string, string>>;
}

/** The services of AWS JSON 1.1, by what their requests name. */
const serviceOfTarget: ReadonlyMap<string, Service> = new Map([
  ['AWSOrganizationsV20161128', 'organizations'],
  ['ResourceGroupsTaggingAPI_20170126', 'tagging'],
]);

type Fields = Record<string, string>;

export function routeOf(request: IncomingRequest): Route {
  const { method, path, query, headers, body } = request;
  const target = headers['x-amz-target'];
  if (target !== undefined) {
    const [prefix = '', name] = target.split('.');
    const service = serviceOfTarget.get(prefix) ?? 'organizations';
    const operation = serviceOfTarget.has(prefix) ? named(service, name) : undefined;
    return { service, operation, params: jsonParams(body) };
  }
  if (path === '/') {
    const form: Fields = Object.fromEntries(method === 'POST' ? new URLSearchParams(body) : query);
    const { Action: name, ...params } = form;
    return { service: 'sts', operation: named('sts', name), params };
  }
  return byPath(request);
}

function named(service: Service, name: string | undefined): SimulatedOperation | undefined {
  return operations.find((operation) => operation.service === service && operation.name === name);
}

/** AWS Backup is asked by GET, with the query as parameters; AWS Account Management by POST, with a JSON body. */
function byPath({ method, path, query, body }: IncomingRequest): Route {
  const segments = path.replace(/\/$/, '').split('/');
  for (const operation of operations) {
    const labels = operation.path === undefined ? undefined : match(operation.path.split('/'), segments);
    if (labels === undefined) continue;
    const { service } = operation;
    const isPosted = service === 'account';
    const params = isPosted ? jsonParams(body) : { ...Object.fromEntries(query), ...labels };
    return { service, operation: method === (isPosted ? 'POST' : 'GET') ? operation : undefined, params };
  }
  return { service: 'backup', operation: undefined, params: Object.fromEntries(query) };
}

function match(pattern: readonly string[], segments: readonly string[]): Fields | undefined {
  if (pattern.length !== segments.length) return undefined;
  const labels: Fields = {};
  for (const [index, expected] of pattern.entries()) {
    const found = segments[index] ?? '';
    if (expected.startsWith('{')) labels[expected.slice(1, -1)] = decoded(found);
    else if (expected !== found) return undefined;
  }
  return labels;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The members of a JSON body as text, lists by commas; none where it is not one. */
function jsonParams(body: string): Record<string, string> {
  const members = parsed(body);
  if (typeof members !== 'object' || members === null) return {};
  const given = Object.entries(members).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
