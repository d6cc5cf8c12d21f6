import type { Operation } from '../aws/operation.js';
import { type Feature, operations } from '../aws/operations.js';
import { type PolicyDocument, policyDocument, type Statement } from './policy-document.js';

/** The features and roles that some credentials are used for. */
export interface Grant {
  readonly features: ReadonlySet<Feature>;
  readonly partition: string;
  /** The account whose restore testing plans are read; `*` where there are several. */
  readonly account: string;
  /** The ARNs of the roles to assume. */
  readonly roles: readonly string[];
}

/** In the order of their statements: those that every watched account has to allow come first. */
const inOrder: readonly Operation[] = (['account', 'daemon'] as const).flatMap((caller) =>
  operations.filter((operation) => operation.caller === caller),
);

/** The least that allows what the credentials are used for, one statement for each purpose. */
export function permissionPolicy(grant: Grant): PolicyDocument {
  const features: ReadonlySet<string> = grant.features;
  const statements = new Map<string, Statement>();
  for (const { statement: sid, feature, actions, resource } of inOrder) {
    if (sid === undefined || !features.has(feature)) continue;
    const Action = [...(statements.get(sid)?.Action ?? []), ...actions];
    statements.set(sid, { Sid: sid, Effect: 'Allow', Action, Resource: resourceOf(resource, grant) });
  }
  return policyDocument([...statements.values()]);
}

function resourceOf(resource: Operation['resource'], { partition, account, roles }: Grant) {
  switch (resource) {
    case 'any':
      return '*';
    case 'restore-testing-plan':
      return `arn:${partition}:backup:*:${account}:restore-testing-plan:*`;
    case 'member-role':
      return roles.length === 1 ? (roles[0] ?? '*') : roles;
  }
}
