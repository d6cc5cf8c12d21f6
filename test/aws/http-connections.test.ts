import { text } from 'node:stream/consumers';
import { expect, it } from '@jest/globals';
import { HttpRequest } from '@smithy/core/protocols';
import { HttpConnections } from '../../src/aws/http-connections.js';
import { serve } from './tiny-server.js';

const requests = 60;

/** Sends many requests at once to a server that takes longer for each than a connection may. */
async function flood(requestsAtOnce: number | undefined) {
  let open = 0;
  let most = 0;
  const url = new URL(
    await serve((_, response) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        response.end('ok');
      }, 1500);
    }),
  );
  const connections = new HttpConnections({
    connectionTimeoutMs: 1000,
    requestTimeoutMs: 10_000,
    requestsAtOnce,
  });
  const ask = async () => {
    const { protocol, hostname, port } = url;
    const request = new HttpRequest({ protocol, hostname, port: Number(port), path: '/' });
    const { response } = await connections.handle(request);
    return text(response.body);
  };
  const answers = await Promise.all(Array.from({ length: requests }, ask));
  connections.destroy();
  return { answers, most };
}

it('opens as many connections as there are requests, so that none waits for another', async () => {
  const { answers, most } = await flood(undefined);
  expect(answers).toEqual(Array.from({ length: requests }, () => 'ok'));
  expect(most).toBeGreaterThan(50);
});

it('has requests beyond its limit wait, which is no time to connect', async () => {
  const { answers, most } = await flood(30);
  expect(answers).toEqual(Array.from({ length: requests }, () => 'ok'));
  expect(most).toBe(30);
});

it('leaves a request that waits as soon as it is called off', async () => {
  const url = new URL(await serve(() => {}));
  const connections = new HttpConnections({
    connectionTimeoutMs: 5000,
    requestTimeoutMs: 5000,
    requestsAtOnce: 1,
  });
  const first = new AbortController();
  const second = new AbortController();
  const ask = (abortSignal: AbortSignal) => {
    const { protocol, hostname, port } = url;
    const request = new HttpRequest({ protocol, hostname, port: Number(port), path: '/' });
    return connections.handle(request, { abortSignal });
  };
  const answers = [ask(first.signal), ask(second.signal)];
  second.abort(new Error('the poll was called off'));
  await expect(answers[1]).rejects.toThrow('the poll was called off');
  first.abort(new Error('so was this'));
  await expect(answers[0]).rejects.toThrow('so was this');
  connections.destroy();
});
