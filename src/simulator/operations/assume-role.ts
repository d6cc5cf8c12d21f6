import { z } from 'zod';
import {
  grantSession,
  readRoleArn,
  roleArnParam,
  sessionDuration,
  sessionNameParam,
} from '../identity/grant-session.js';
import {
  type AwsError,
  accessDenied,
  done,
  invalidParameter,
  missingParameter,
  refused,
} from '../wire/aws-error.js';
import { partitionOf } from '../world/arn.js';
import { readParams } from './params.js';
import type { Aws, SimulatedOperation } from './simulated-operation.js';

const params = z.object({
  RoleArn: roleArnParam,
  RoleSessionName: sessionNameParam,
  ExternalId: z
    .string()
    .regex(/^[\w+=,.@:/-]{2,1224}$/)
    .optional(),
  DurationSeconds: sessionDuration,
});

export const assumeRole: SimulatedOperation = {
  name: 'AssumeRole',
  service: 'sts',
  answer({ caller, params: given, machineMs }, aws) {
    for (const name of ['RoleArn', 'RoleSessionName']) {
      if (given[name] === undefined) return refused(missingParameter(`The request must contain ${name}.`));
    }
    const read = readParams(params, given);
    if (!read.ok) return read;
    const { RoleArn, RoleSessionName: sessionName, ExternalId, DurationSeconds } = read.value;
    if (caller.isSession && DurationSeconds > 3600) return refused(chainedTooLong);
    const role = { ...readRoleArn(RoleArn), externalId: ExternalId };
    const { maxSession } = aws.world.account(role.accountId)?.role ?? aws.scenario.role ?? { maxSession: 0 };
    if (role.partition !== partitionOf(caller.region) || !isTrusted(role, aws)) {
      return refused(accessDenied(caller.arn, 'sts:AssumeRole', RoleArn));
    }
    if (DurationSeconds * 1000 > maxSession) return refused(tooLongForRole);
    const session = { roleArn: RoleArn, sessionName, durationSeconds: DurationSeconds };
    return done(grantSession(session, machineMs, aws.keys));
  },
};

const chainedTooLong: AwsError = {
  ...invalidParameter(
    'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
  ),
};

const tooLongForRole: AwsError = {
  ...invalidParameter('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'),
};

/** No role of an account that is closed can be assumed. */
const closedStates: readonly string[] = ['SUSPENDED', 'CLOSED'];

interface RequestedRole {
  readonly accountId: string;
  readonly roleName: string;
  readonly externalId: string | undefined;
}

function isTrusted({ accountId, roleName, externalId }: RequestedRole, { world, scenario }: Aws): boolean {
  const account = world.account(accountId);
  const role = account?.role ?? scenario.role;
  if (account === undefined || account.denied || role === undefined) return false;
  if (closedStates.includes(account.state)) return false;
  return role.name === roleName && (role.externalId === undefined || role.externalId === externalId);
}
