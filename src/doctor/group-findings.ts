import { findOperation } from '../aws/operations.js';
import { describeTarget } from '../polling/poll-target.js';
import type { ProblemView } from '../views/doctor-view.js';
import type { Finding } from './finding.js';
import { remedyOf } from './remedy.js';

/** One problem for all findings that have the same cause. */
export function groupFindings(findings: readonly Finding[]): ProblemView[] {
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

function problemOf(findings: readonly [Finding, ...Finding[]]): ProblemView {
  const [{ reason, operation, message, target: first }] = findings;
  const targets = findings.flatMap(({ target }) => (target ? [describeTarget(target)] : []));
  const principals = new Set(findings.map(({ target }) => target?.role?.arn ?? 'own'));
  const actions = reason === 'access_denied' ? (findOperation(operation ?? '')?.actions ?? []) : [];
  return {
    reason,
    ...(operation !== undefined && { operation }),
    actions: [...actions],
    principals: actions.length > 0 ? [...principals] : [],
    targets: [...new Set(targets)],
    message,
    toDo: remedyOf(reason, operation, first?.role === undefined ? 'daemon' : 'member'),
  };
}
