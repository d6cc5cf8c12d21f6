import type { Scenario } from '../scenario/scenario.js';

/** AWS's ids have 10 to 32 characters after the hyphen. */
const organizationId = 'o-simulated0';

/** An account as AWS Organizations lists it. */
export interface MemberRow {
  readonly Id: string;
  readonly Arn: string;
  readonly Email: string;
  readonly Name: string;
  readonly State: string;
  readonly Status?: string;
  readonly Paths?: readonly string[];
  readonly JoinedMethod: string;
  readonly JoinedTimestamp: number;
}

export interface UnitRow {
  readonly Id: string;
  readonly Arn: string;
  readonly Name: string;
}

/** The accounts of the scenario as one organization; undefined parents are such that it does not know. */
export interface Organization {
  /** Returns true for the management account and for delegated administrators, which may ask about other accounts. */
  isAdministrator(accountId: string): boolean;
  accountsAt(nowMs: number): MemberRow[];
  accountsBelow(parentId: string, nowMs: number): MemberRow[] | undefined;
  unitsBelow(parentId: string): UnitRow[] | undefined;
}

/** Undefined where the scenario's accounts are in no organization. */
export function createOrganization(scenario: Scenario, startMs: number): Organization | undefined {
  const { organization, accounts } = scenario;
  if (organization === undefined) return undefined;
  const { management, delegatedAdministrators, root, units, moves, sendsPaths } = organization;
  const idOf = (name: string) => accounts.find((one) => one.id === name || one.name === name)?.id;
  const managementId = idOf(management) ?? '';
  const administrators = new Set([management, ...delegatedAdministrators].map(idOf));
  const parentOf = new Map(units.flatMap((unit) => unit.accounts.map((name) => [idOf(name), unit.id])));
  const arn = (resource: string) => `arn:aws:organizations::${managementId}:${resource}`;
  const parentAt = (accountId: string, nowMs: number) => {
    const moved = moves.findLast(({ account, at }) => idOf(account) === accountId && nowMs - startMs >= at);
    return moved?.unit ?? parentOf.get(accountId) ?? root;
  };
  const pathTo = (parentId: string): string => {
    if (parentId === root) return `${organizationId}/${root}/`;
    const parent = units.find(({ id }) => id === parentId)?.parent ?? root;
    return `${pathTo(parent)}${parentId}/`;
  };
  const isKnown = (parentId: string) => parentId === root || units.some(({ id }) => id === parentId);

  const accountsAt = (nowMs: number) =>
    accounts
      .filter(({ joins, leaves }) => {
        const sinceStartMs = nowMs - startMs;
        return (
          sinceStartMs >= (joins ?? Number.NEGATIVE_INFINITY) &&
          sinceStartMs < (leaves ?? Number.POSITIVE_INFINITY)
        );
      })
      .map(({ id, name, state, joins }): MemberRow => {
        const status = statuses[state];
        return {
          Id: id,
          Arn: arn(`account/${organizationId}/${id}`),
          Email: `${id}@example.com`,
          Name: name,
          State: state,
          ...(status !== undefined && { Status: status }),
          ...(sendsPaths && { Paths: [pathTo(parentAt(id, nowMs))] }),
          JoinedMethod: 'CREATED',
          JoinedTimestamp: Math.round((startMs + (joins ?? -365 * 86_400_000)) / 1000),
        };
      });

  return {
    isAdministrator: (accountId) => administrators.has(accountId),
    accountsAt,
    accountsBelow: (parentId, nowMs) =>
      isKnown(parentId) ? accountsAt(nowMs).filter(({ Id }) => parentAt(Id, nowMs) === parentId) : undefined,
    unitsBelow: (parentId) =>
      isKnown(parentId)
        ? units
            .filter(({ parent }) => (parent ?? root) === parentId)
            .map(({ id, name }) => ({ Id: id, Arn: arn(`ou/${organizationId}/${id}`), Name: name }))
        : undefined,
  };
}

/** The older member, which knows fewer states. */
const statuses: Readonly<Partial<Record<Scenario['accounts'][number]['state'], string>>> = {
  ACTIVE: 'ACTIVE',
  SUSPENDED: 'SUSPENDED',
  CLOSED: 'SUSPENDED',
  PENDING_CLOSURE: 'PENDING_CLOSURE',
};
