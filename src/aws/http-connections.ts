import { NodeHttpHandler } from '@smithy/node-http-handler';
import { HttpProxyAgent, HttpsProxyAgent } from 'hpagent';
import PQueue from 'p-queue';
import { proxyAddress, proxyFor } from './proxy.js';

export interface ConnectionSettings {
  readonly connectionTimeoutMs: number;
  readonly requestTimeoutMs: number;
  /** The most requests to one host at the same time; no limit if it is absent. */
  readonly requestsAtOnce?: number | undefined;
}

/** The address of the proxy that each host was reached through; undefined where it was reached directly. */
export type ProxyByHost = ReadonlyMap<string, string | undefined>;

/** The proxy did not open a tunnel. It says nothing about AWS, whatever status it answered with. */
class ProxyFailed extends Error {
  override readonly name = 'ProxyFailed';
}

type Handle = NodeHttpHandler['handle'];
type HandleOptions = Parameters<Handle>[1];

const agentOptions = { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY };

/** Sends the SDK's requests directly or through the proxy that the environment names, over shared connections. */
export class HttpConnections extends NodeHttpHandler {
  readonly proxies = new Map<string, string | undefined>();
  readonly #settings: ConnectionSettings;
  readonly #handlers = new Map<string, NodeHttpHandler>();
  readonly #queues = new Map<string, PQueue>();

  constructor(settings: ConnectionSettings) {
    super(optionsOf(settings));
    this.#settings = settings;
  }

  override async handle(...[request, options]: Parameters<Handle>): ReturnType<Handle> {
    const { protocol, hostname, port } = request;
    const url = new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`);
    const proxy = proxyFor(url);
    const address = proxy && proxyAddress(proxy);
    this.proxies.set(url.host, address);
    if (proxy === undefined) return this.#inTurn(url.host, options, () => super.handle(request, options));
    try {
      const handler = this.#through(proxy);
      return await this.#inTurn(url.host, options, () => handler.handle(request, options));
    } catch (error) {
      throw failureOfProxy(error, `${address}`, url.host) ?? error;
    }
  }

  /** Has a request wait here, not in an agent: the time that it waits for a socket there counts as time to connect. */
  #inTurn<Answer>(host: string, options: HandleOptions, send: () => Promise<Answer>): Promise<Answer> {
    const { requestsAtOnce } = this.#settings;
    if (requestsAtOnce === undefined) return send();
    const queue = this.#queues.get(host) ?? new PQueue({ concurrency: requestsAtOnce });
    this.#queues.set(host, queue);
    const { abortSignal } = options ?? {};
    return queue.add(send, abortSignal instanceof AbortSignal ? { signal: abortSignal } : {});
  }

  override destroy(): void {
    super.destroy();
    for (const handler of this.#handlers.values()) handler.destroy();
  }

  #through(proxy: URL): NodeHttpHandler {
    const existing = this.#handlers.get(proxy.href);
    if (existing !== undefined) return existing;
    const proxyOptions = {
      proxy,
      ...agentOptions,
      // Also what opening a tunnel may take: the SDK stops waiting for it, but does not end it.
      timeout: this.#settings.connectionTimeoutMs,
    };
    const handler = new NodeHttpHandler({
      ...optionsOf(this.#settings),
      httpAgent: new HttpProxyAgent(proxyOptions),
      httpsAgent: new HttpsProxyAgent(proxyOptions),
    });
    this.#handlers.set(proxy.href, handler);
    return handler;
  }
}

function optionsOf({ connectionTimeoutMs, requestTimeoutMs }: ConnectionSettings) {
  return {
    httpAgent: agentOptions,
    httpsAgent: agentOptions,
    connectionTimeout: connectionTimeoutMs,
    requestTimeout: requestTimeoutMs,
    // Without it the handler only logs a warning when the request timeout passes.
    throwOnRequestTimeout: true,
  };
}

/**
 * Reads what the proxy answered from the message, where hpagent alone has it. hpagent is the agent of AWS's guide; https-proxy-agent would pass the answer of the
 * proxy off as one of AWS, and wait for a tunnel without an end.
 */
function failureOfProxy(error: unknown, proxy: string, host: string): ProxyFailed | undefined {
  const message = error instanceof Error ? error.message : '';
  const [, status] = /^Bad response: (\d+)$/.exec(message) ?? [];
  if (status !== undefined) {
    const hint = status === '407' ? ', so it wants a user and a password' : '';
    return new ProxyFailed(`the proxy ${proxy} answered with ${status} to a connection to ${host}${hint}`);
  }
  if (message === 'Proxy timeout')
    return new ProxyFailed(`the proxy ${proxy} did not connect to ${host} in time`);
  return undefined;
}
