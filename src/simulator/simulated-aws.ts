import { randomUUID } from 'node:crypto';
import { answerUnder } from './faults/deliver.js';
import { errorOfFault, isErrorFault } from './faults/error-fault.js';
import { createFaultBook } from './faults/fault-book.js';
import { type FaultRule, omissionFault, pageFaults } from './faults/fault-rule.js';
import { bendBody, isRowFault, omitRows } from './faults/row-fault.js';
import { type Caller, callerOf } from './identity/caller.js';
import { readRoleArn } from './identity/grant-session.js';
import type { KeyRing } from './identity/key-ring.js';
import { type Route, routeOf } from './route.js';
import type { RestoreJobRow } from './scenario/restore-job-row.js';
import type { Scenario } from './scenario/scenario.js';
import type { Answer } from './wire/answer.js';
import { done, type Outcome, refused, unknownAccessKey, unknownOperation } from './wire/aws-error.js';
import { awsJson } from './wire/aws-json.js';
import { awsQuery } from './wire/aws-query.js';
import type { IncomingRequest } from './wire/incoming-request.js';
import type { RecordedRequest } from './wire/recorded-request.js';
import { restJson } from './wire/rest-json.js';
import type { AccountRegion } from './world/arn.js';
import { createOrganization } from './world/organization.js';
import { createWorld } from './world/world.js';

type AnyOutcome = Outcome<Readonly<Record<string, unknown>>>;

export interface SimulatedAwsOptions {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly keys: KeyRing;
  readonly clock: () => number;
  readonly machineClock: () => number;
}

export interface Answered {
  /** Undefined where the client gets none. */
  readonly answer: Answer | undefined;
  readonly record: RecordedRequest;
  readonly fault: FaultRule | undefined;
}

export interface SimulatedAws {
  answer(request: IncomingRequest): Promise<Answered>;
  setFaults(rules: readonly FaultRule[]): void;
  revoke(accessKeyId: string): void;
  rowsAt(place: AccountRegion, nowMs: number): RestoreJobRow[];
}

/** AWS without the sockets. */
export function createAws({ scenario, seed, keys, clock, machineClock }: SimulatedAwsOptions): SimulatedAws {
  let known = keys;
  const startMs = clock();
  const world = createWorld(scenario, seed, startMs);
  const organization = createOrganization(scenario, startMs);
  const faults = createFaultBook(seed, (account) => world.account(account)?.id);
  faults.set(scenario.faults);

  const outcomeOf = (route: Route, caller: Caller, fault: FaultRule | undefined): AnyOutcome => {
    const { operation, service, params } = route;
    if (operation === undefined) return refused(unknownOperation);
    if (fault !== undefined && isErrorFault(fault.kind)) {
      const action = `${service === 'tagging' ? 'tag' : service}:${operation.name}`;
      return refused(errorOfFault(fault.kind, fault, caller, action));
    }
    if (service === 'backup' && !world.isEnabled(caller)) return refused(unknownAccessKey);
    const pageFault = pageFaults.find((kind) => kind === fault?.kind);
    const call = { caller, params, nowMs: clock(), machineMs: machineClock(), pageFault };
    return operation.answer(call, { scenario, world, keys, organization });
  };

  const answerSigned = (route: Route, caller: Caller): Answered => {
    const place = { accountId: accountOf(route, caller), region: caller.region };
    const operation = route.operation?.name ?? 'unknown';
    const fault = faults.next({ operation, ...place }, clock() - startMs);
    const outcome = outcomeOf(route, caller, fault);
    const answer = answerUnder(
      bent(answerOf(route, outcome), route.service !== 'sts' && outcome.ok, fault),
      fault,
    );
    const record = { operation, ...place, query: route.params, status: answer?.status, fault: fault?.kind };
    return { answer, record, fault };
  };

  return {
    answer: async (request) => {
      const route = routeOf(request);
      const caller =
        route.operation?.isUnsigned === true
          ? done(anonymous(scenario))
          : await callerOf(request, route.service, known, machineClock());
      return caller.ok ? answerSigned(route, caller.value) : answerUnsigned(route, caller);
    },
    setFaults: (rules) => faults.set(rules),
    revoke: (accessKeyId) => {
      known = { ...known, accessKeys: known.accessKeys.filter((key) => key.accessKeyId !== accessKeyId) };
    },
    rowsAt: (place, nowMs) => world.rowsAt(place, nowMs),
  };
}

/** Returns the Region of the simulator's host: a request that is not signed names no other. */
function anonymous({ regions: [region = ''] }: Scenario): Caller {
  return { accountId: '', region, arn: 'anonymous', userId: '', isSession: false };
}

function accountOf({ operation, params }: Route, caller: Caller): string {
  const role = operation?.name.startsWith('AssumeRole') ? readRoleArn(params['RoleArn'] ?? '').accountId : '';
  return role === '' ? caller.accountId : role;
}

function answerOf({ service, operation }: Route, outcome: AnyOutcome): Answer {
  const requestId = randomUUID();
  if (service === 'sts') return awsQuery(operation?.name ?? 'Unknown', outcome, requestId);
  const isJson = service === 'organizations' || service === 'tagging';
  return isJson ? awsJson(outcome, requestId) : restJson(outcome, requestId);
}

/** STS answers in XML, and without rows. */
function bent(answer: Answer, hasRows: boolean, fault: FaultRule | undefined): Answer {
  if (fault === undefined || !hasRows) return answer;
  if (fault.kind === omissionFault) return { ...answer, body: omitRows(answer.body, fault.holding) };
  if (!isRowFault(fault.kind)) return answer;
  return { ...answer, body: bendBody(answer.body, fault.kind) };
}

function answerUnsigned(route: Route, problem: AnyOutcome): Answered {
  const answer = answerOf(route, problem);
  const unknown = { accountId: undefined, region: undefined, fault: undefined };
  const record = {
    operation: route.operation?.name ?? 'unknown',
    query: route.params,
    status: answer.status,
    ...unknown,
  };
  return { answer, record, fault: undefined };
}
