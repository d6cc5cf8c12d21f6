import { z } from 'zod';
import { grantSession, roleArnParam, sessionDuration, sessionNameParam } from '../identity/grant-session.js';
import {
  type AwsError,
  done,
  idpCommunicationError,
  invalidIdentityToken,
  missingParameter,
  notAuthorized,
  refused,
  webIdentityExpired,
} from '../wire/aws-error.js';
import { readParams } from './params.js';
import type { Aws, SimulatedOperation } from './simulated-operation.js';

const params = z.object({
  RoleArn: roleArnParam,
  RoleSessionName: sessionNameParam,
  WebIdentityToken: z.string().min(4).max(20_000),
  DurationSeconds: sessionDuration,
});

/** The claims of a token; no more is checked of its signature than that there is one. */
const claims = z.object({
  exp: z.number().optional(),
  iss: z.string().default(''),
  sub: z.string().default(''),
});

export const assumeRoleWithWebIdentity: SimulatedOperation = {
  name: 'AssumeRoleWithWebIdentity',
  service: 'sts',
  isUnsigned: true,
  answer({ params: given, machineMs }, aws) {
    for (const name of ['RoleArn', 'RoleSessionName', 'WebIdentityToken']) {
      if (given[name] === undefined) return refused(missingParameter(`The request must contain ${name}.`));
    }
    const read = readParams(params, given);
    if (!read.ok) return read;
    const { RoleArn, RoleSessionName, WebIdentityToken, DurationSeconds } = read.value;
    const problem = tokenProblem(WebIdentityToken, machineMs, aws);
    if (problem !== undefined) return refused(problem);
    if (RoleArn !== aws.scenario.webIdentity?.roleArn) {
      return refused(notAuthorized('sts:AssumeRoleWithWebIdentity'));
    }
    const session = { roleArn: RoleArn, sessionName: RoleSessionName, durationSeconds: DurationSeconds };
    const granted = grantSession(session, machineMs, aws.keys);
    return done({ ...granted, SubjectFromWebIdentityToken: claimsOf(WebIdentityToken)?.sub ?? '' });
  },
};

function tokenProblem(token: string, nowMs: number, { scenario }: Aws): AwsError | undefined {
  const known = claimsOf(token);
  if (known === undefined) {
    return invalidIdentityToken('The ID Token provided is not a valid JWT.');
  }
  const { exp, iss } = known;
  const issuer = scenario.webIdentity?.issuer;
  if (issuer !== undefined && iss !== issuer) {
    return invalidIdentityToken(`No OpenIDConnect provider found in your account for ${iss}`);
  }
  // No name that ends like this is ever known.
  if (iss.endsWith('.invalid')) return idpCommunicationError;
  return exp !== undefined && exp * 1000 <= nowMs ? webIdentityExpired(exp, nowMs) : undefined;
}

function claimsOf(token: string): z.infer<typeof claims> | undefined {
  const [, payload = '', signature] = token.split('.');
  if (!signature) return undefined;
  try {
    return claims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))).data;
  } catch {
    return undefined;
  }
}
