import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { addAbortSignal } from 'node:stream';
import { text } from 'node:stream/consumers';
import { HttpRequest } from '@smithy/core/protocols';
import { InvalidResponse } from '../classify-error.js';
import type { HttpConnections } from '../http-connections.js';
import type { TemporaryCredentials } from './temporary-credentials.js';

const ecsHost = '169.254.170.2';
const agentHosts: ReadonlySet<string> = new Set([
  ecsHost,
  '169.254.170.23',
  '[fd00:ec2::23]',
  'localhost',
  '[::1]',
]);

/**
 * Asks the agent of ECS or of EKS Pod Identity for credentials. The providers of the SDK wait for an answer without an end, and after an error of the agent
 * show that of another provider.
 */
export async function containerCredentials(
  env: NodeJS.ProcessEnv,
  connections: HttpConnections,
  signal: AbortSignal,
): Promise<TemporaryCredentials> {
  const url = agentUrl(env);
  const token = await tokenOf(env);
  const { response } = await connections.handle(requestOf(url, token), { abortSignal: signal });
  const body = await text(addAbortSignal(signal, response.body));
  if (response.statusCode !== 200) throw new AgentRefused(url, response.statusCode, body, token);
  return parse(url, body);
}

/** Returns true if the environment names an agent of the container. */
export function hasContainerAgent(env: NodeJS.ProcessEnv): boolean {
  const { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: relative, AWS_CONTAINER_CREDENTIALS_FULL_URI: full } = env;
  return Boolean(relative || full);
}

/** The agent answered with an error; `$metadata` has the status, as in errors of the SDK. */
class AgentRefused extends Error {
  override readonly name: string;
  readonly $metadata: { readonly httpStatusCode: number };

  constructor(url: URL, status: number, body: string, token: string | undefined) {
    const answer = jsonOf(body);
    const said = [answer['Code'] ?? answer['code'], answer['Message'] ?? answer['message']]
      .filter((part) => typeof part === 'string')
      .join(': ');
    const message = `the credentials agent at ${url.host} answered with ${status}${said && ` ${said}`}`;
    super(token ? message.replaceAll(token, '<left out>') : message);
    this.name = status < 500 && ![408, 429].includes(status) ? 'AccessDenied' : 'AgentRefused';
    this.$metadata = { httpStatusCode: status };
  }
}

/** The address of the agent is not one that a token may be sent to. */
class AgentNotAllowed extends Error {
  override readonly name = 'InvalidSetting';
}

function agentUrl(env: NodeJS.ProcessEnv): URL {
  const relative = env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'];
  const url = new URL(
    relative ? `http://${ecsHost}${relative}` : `${env['AWS_CONTAINER_CREDENTIALS_FULL_URI']}`,
  );
  const { protocol, hostname } = url;
  const isLoopback = isIP(hostname) === 4 && hostname.startsWith('127.');
  if (protocol === 'https:' || isLoopback || agentHosts.has(hostname)) return url;
  throw new AgentNotAllowed(
    `AWS_CONTAINER_CREDENTIALS_FULL_URI names ${url.host}; expected https, this machine, 169.254.170.2, 169.254.170.23 or [fd00:ec2::23]`,
  );
}

async function tokenOf(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const file = env['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'];
  const token = file ? await readFile(file, 'utf8') : env['AWS_CONTAINER_AUTHORIZATION_TOKEN'];
  return token?.trim() || undefined;
}

function requestOf(url: URL, token: string | undefined): HttpRequest {
  return new HttpRequest({
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port !== '' && { port: Number(url.port) }),
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: token ? { authorization: token } : {},
  });
}

function parse(url: URL, body: string): TemporaryCredentials {
  const { AccessKeyId, SecretAccessKey, Token, Expiration } = jsonOf(body);
  const expiration = new Date(typeof Expiration === 'string' ? Expiration : Number.NaN);
  const isComplete =
    typeof AccessKeyId === 'string' && typeof SecretAccessKey === 'string' && typeof Token === 'string';
  if (!isComplete || Number.isNaN(expiration.getTime())) {
    throw new InvalidResponse(`the credentials agent at ${url.host} answered without credentials`);
  }
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: Token, expiration };
}

function jsonOf(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
