import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from '@jest/globals';
import type { Simulator } from '../../src/simulator/simulator.js';
import { memberCredentials } from '../simulator/signed-clients.js';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** `never` leaves a request unanswered, `half` its body; a number is the status of an error. */
export type AgentMood = 'answers' | 'never' | 'half' | number;

export interface CredentialsAgent {
  readonly url: string;
  /** The authorization of each request so far. */
  readonly seen: (string | undefined)[];
  /** How many requests the other side has given up. */
  abandoned(): number;
  /** What it does from now on. */
  mood: AgentMood;
  /** How long the credentials that it gives are valid. */
  validMs: number;
}

interface AgentOptions {
  readonly account: string;
  /** Without one, every token is good. */
  readonly token?: () => string;
}

/** As the agent of EKS Pod Identity on each node: credentials for whoever brings the token. */
export async function startAgent(
  simulator: Simulator,
  { account, token }: AgentOptions,
): Promise<CredentialsAgent> {
  const seen: (string | undefined)[] = [];
  let abandoned = 0;
  const server = createServer((request, response) => {
    const { authorization } = request.headers;
    seen.push(authorization);
    response.on('close', () => {
      if (!response.writableFinished) abandoned += 1;
    });
    const { mood } = agent;
    if (mood === 'never') return;
    if (mood === 'half') response.writeHead(200, { 'content-length': '1000' }).write('{');
    else if (typeof mood === 'number') refuse(response, mood, 'AgentError', 'no');
    else if (token && authorization !== token()) {
      refuse(response, 400, 'InvalidTokenException', `bad token ${authorization}`);
    } else answer(response);
  });
  const answer = (response: ServerResponse) =>
    void answerOf(simulator, account, agent.validMs).then(
      (body) => response.end(JSON.stringify(body)),
      () => response.destroy(),
    );
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/credentials`;
  const agent: CredentialsAgent = {
    url,
    seen,
    abandoned: () => abandoned,
    mood: 'answers',
    validMs: 120_000,
  };
  return agent;
}

/** Credentials from the agent, without any others. */
export function agentEnvironment(url: string, tokenFile = ''): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: '',
    AWS_SECRET_ACCESS_KEY: '',
    AWS_CONTAINER_CREDENTIALS_FULL_URI: url,
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile,
    // The agent is on the machine, where no proxy could reach it.
    HTTP_PROXY: 'http://127.0.0.1:9',
    NO_PROXY: '127.0.0.1',
  };
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  response.writeHead(status).end(JSON.stringify({ Code: code, Message: message }));
}

async function answerOf(simulator: Simulator, account: string, validMs: number) {
  const issued = await memberCredentials(simulator, account, { externalId: 'the-external-id' });
  return {
    AccessKeyId: issued.accessKeyId,
    SecretAccessKey: issued.secretAccessKey,
    Token: issued.sessionToken,
    Expiration: new Date(Date.now() + validMs).toISOString(),
  };
}
