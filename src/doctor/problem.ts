import type { Operation } from '../aws/operation.js';
import { permissions } from '../aws/permissions.js';
import { describeTarget } from '../polling/poll-target.js';
import type { Finding, ProblemReason } from './finding.js';
import { remedyOf } from './remedy.js';

/** A reason that keeps the daemon from some of its work, with every target that has it. */
export interface Problem {
  readonly reason: ProblemReason;
  readonly operation?: string;
  /** The IAM actions that are denied. */
  readonly actions: readonly string[];
  /** Whose they are, or which roles cannot be assumed: ARNs, or `own` for the daemon's own credentials. */
  readonly principals: readonly string[];
  /** As in `111122223333/eu-west-1`, or `own account in eu-west-1` where the account is not known. */
  readonly targets: readonly string[];
  /** AWS's or the network's own words. */
  readonly message: string;
  readonly toDo: string;
}

/** One problem for all findings that have the same cause. */
export function groupFindings(findings: readonly Finding[]): Problem[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const { reason, operation = '', target } = finding;
    const whose = operation === '' || target?.role === undefined ? 'own' : 'member';
    const key = [reason, operation, whose].join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()].map(problemOf);
}

function problemOf(findings: readonly [Finding, ...Finding[]]): Problem {
  const [{ reason, operation, message, target: first }] = findings;
  const targets = findings.flatMap(({ target }) => (target ? [describeTarget(target)] : []));
  const principals = new Set(findings.map(({ target }) => target?.role?.arn ?? 'own'));
  const actions = reason === 'access_denied' ? actionsOf(operation) : [];
  return {
    reason,
    ...(operation !== undefined && { operation }),
    actions,
    principals: actions.length > 0 ? [...principals] : [],
    targets: [...new Set(targets)],
    message,
    toDo: remedyOf(reason, operation, first?.role === undefined ? 'daemon' : 'member'),
  };
}

function actionsOf(operation: string | undefined): readonly string[] {
  return operation !== undefined && isOperation(operation) ? permissions[operation].actions : [];
}

function isOperation(name: string): name is Operation {
  return Object.hasOwn(permissions, name);
}
