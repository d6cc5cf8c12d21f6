import { randomUUID } from 'node:crypto';
import type { Answer } from './answer.js';
import type { Place } from './arn.js';
import { type Outcome, refused, unknownAccessKey, unknownOperation } from './aws-error.js';
import { awsQuery } from './aws-query.js';
import { type Caller, callerOf, type KeyRing } from './caller.js';
import { answerUnder } from './delivery.js';
import { errorOfFault, isErrorFault } from './error-fault.js';
import { createFaultBook } from './fault-book.js';
import { type FaultKind, type FaultRule, type PageFault, pageFaults } from './fault-rule.js';
import type { IncomingRequest } from './incoming-request.js';
import { readRoleArn } from './operations/assume-role.js';
import type { OperationName } from './operations/operation.js';
import { operations, type Route, routeOf } from './operations/route.js';
import type { RecordedRequest } from './recorded-request.js';
import { restJson } from './rest-json.js';
import type { RestoreJobRow } from './restore-job-row.js';
import { bendBody, isRowFault } from './row-fault.js';
import type { Scenario } from './scenario.js';
import { createWorld } from './world.js';

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
  rowsAt(place: Place, nowMs: number): RestoreJobRow[];
}

/** AWS without the sockets. */
export function createAws({ scenario, seed, keys, clock, machineClock }: SimulatedAwsOptions): SimulatedAws {
  const startMs = clock();
  const world = createWorld(scenario, seed, startMs);
  const faults = createFaultBook(seed, (account) => world.account(account)?.id);
  faults.set(scenario.faults);

  const outcomeOf = (name: OperationName, route: Route, caller: Caller, fault: FaultRule | undefined) => {
    if (fault !== undefined && isErrorFault(fault.kind)) {
      return refused(errorOfFault(fault.kind, fault, caller, name));
    }
    if (route.service === 'backup' && !world.isEnabled(caller)) return refused(unknownAccessKey);
    const call = {
      caller,
      params: route.params,
      nowMs: clock(),
      machineMs: machineClock(),
      pageFault: fault && pageFaultOf(fault.kind),
    };
    return operations[name](call, { scenario, world, keys });
  };

  const answer = async (request: IncomingRequest): Promise<Answered> => {
    const route = routeOf(request);
    const operation = route.name ?? 'unknown';
    const signed = await callerOf(request, route.service, keys, machineClock());
    const accountId = signed.ok ? accountOf(route, signed.value) : undefined;
    const region = signed.ok ? signed.value.region : undefined;
    const fault =
      accountId === undefined || region === undefined
        ? undefined
        : faults.next({ operation, accountId, region }, clock() - startMs);
    const outcome = !signed.ok
      ? signed
      : route.name === undefined
        ? refused(unknownOperation)
        : outcomeOf(route.name, route, signed.value, fault);
    const sent = answerUnder(bent(answerOf(route, outcome), outcome.ok, fault), fault);
    const record = {
      operation,
      accountId,
      region,
      query: route.params,
      status: sent?.status,
      fault: fault?.kind,
    };
    return { answer: sent, record, fault };
  };
  return {
    answer,
    setFaults: (rules) => faults.set(rules),
    rowsAt: (place, nowMs) => world.rowsAt(place, nowMs),
  };
}

function accountOf({ name, params }: Route, caller: Caller): string {
  const role = name === 'AssumeRole' ? readRoleArn(params['RoleArn'] ?? '').accountId : '';
  return role === '' ? caller.accountId : role;
}

function answerOf({ service, name }: Route, outcome: Outcome<Readonly<Record<string, unknown>>>): Answer {
  const requestId = randomUUID();
  return service === 'sts' ? awsQuery(name ?? 'Unknown', outcome, requestId) : restJson(outcome, requestId);
}

function bent(answer: Answer, isGood: boolean, fault: FaultRule | undefined): Answer {
  if (fault === undefined || !isGood || !isRowFault(fault.kind)) return answer;
  return { ...answer, body: bendBody(answer.body, fault.kind) };
}

function pageFaultOf(kind: FaultKind): PageFault | undefined {
  return pageFaults.find((one) => one === kind);
}
