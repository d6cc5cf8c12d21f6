import { type PolicyDocument, policyDocument, type Statement } from './policy-document.js';

export interface Trust {
  /** The ARN of the role, or the user, that the daemon runs as. */
  readonly principal: string;
  /** The value of `sts:ExternalId`; absent if none is asked for. */
  readonly externalId?: string | undefined;
  /** Sessions of EKS Pod Identity carry tags, which pass on to every session that is assumed from them. */
  readonly hasSessionTags: boolean;
}

/** For whoever creates the role to replace: the configuration may hold another one for each account. */
export const externalIdPlaceholder = `\${ExternalId}`;

/** Returns the trust policy of the member roles. */
export function trustPolicy({ principal, externalId, hasSessionTags }: Trust): PolicyDocument {
  const assume: Statement = {
    Sid: 'AssumedByDaemon',
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action: ['sts:AssumeRole'],
    ...(externalId !== undefined && { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
  };
  const tag: Statement = {
    Sid: 'TaggedByPodIdentity',
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action: ['sts:TagSession'],
  };
  return policyDocument(hasSessionTags ? [assume, tag] : [assume]);
}
