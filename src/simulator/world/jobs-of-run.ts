import type { Incident } from '../scenario/incident.js';
import type { RestoreJobRow } from '../scenario/restore-job-row.js';
import type { NestedResource, Resource, RestoreRoutine } from '../scenario/restore-routine.js';
import type { Scenario } from '../scenario/scenario.js';
import { isPresent } from '../scenario/scenario-time.js';
import { withArns } from '../scenario/status-message.js';
import {
  type AccountRegion,
  arnIn,
  backupRoleArn,
  defaultVaultArn,
  recoveryPointArn,
  resourceArn,
} from './arn.js';
import { chanceOf, hexOf, uuidOf } from './chance.js';
import { sourcePlace } from './copy.js';
import { type Fate, fateOf } from './fate.js';
import { instancesOf, type ResourceInstance, sourceArn } from './resource-instance.js';
import type { Run } from './run.js';
import type { SimulatedJob } from './simulated-job.js';

export interface RoutineAt {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly place: AccountRegion;
  readonly routine: RestoreRoutine;
  /** The incidents that concern the routine here. */
  readonly incidents: readonly Incident[];
  readonly startMs: number;
}

export function planArn({ seed, place }: Pick<RoutineAt, 'seed' | 'place'>, name: string): string {
  const id = uuidOf(seed, 'plan', place.accountId, place.region, name);
  return arnIn(place, 'backup', `restore-testing-plan:${name}-${id}`);
}

/** The jobs that one run creates: one for each resource, and one for each part of a composite resource. */
export function jobsOfRun(at: RoutineAt, run: Run): SimulatedJob[] {
  return at.routine.resources
    .filter((resource) => resource.hasRecoveryPoint && isPresent(resource, run.atMs - at.startMs))
    .flatMap((resource) =>
      instancesOf(resource, sourcePlace(resource, at.place, at.scenario)).flatMap((instance) =>
        jobsOfResource(at, run, resource, instance),
      ),
    );
}

function jobsOfResource(
  at: RoutineAt,
  run: Run,
  resource: Resource,
  { name, number }: ResourceInstance,
): SimulatedJob[] {
  const { scenario, seed, place, routine } = at;
  const key = [seed, place.accountId, place.region, routine.name, resource.type, name];
  const chance = chanceOf(...key, run.fateKey);
  const roleArn = backupRoleArn(place);
  const incidentAt = (createdMs: number) => incidentOf(at, resource.type, createdMs - at.startMs);
  const fate = fateOf({ routine, resource, number, run, incidentAt }, chance);
  const jobId = uuidOf(...key, run.idKey).toUpperCase();
  const recoveryPointMs =
    fate.createdMs - chance.between(resource.recoveryPointAge.minMs, resource.recoveryPointAge.maxMs);
  const vanishesMs = fate.endedMs + retentionMs(scenario, run);
  const common: RestoreJobRow = {
    AccountId: place.accountId,
    BackupVaultArn: defaultVaultArn(place),
    IamRoleArn: roleArn,
    RecoveryPointCreationDate: Math.round(recoveryPointMs) / 1000,
    ...('startWindow' in routine && { CreatedBy: { RestoreTestingPlanArn: planArn(at, routine.name) } }),
    ...(resource.expected !== undefined && {
      ExpectedCompletionTimeMinutes: Math.ceil(resource.expected / 60_000),
    }),
  };
  const jobOf = (part: NestedResource, partName: string, id: string, facts: RestoreJobRow): SimulatedJob => {
    const recoveryPoint = recoveryPointArn(part.type, place, uuidOf(...key, recoveryPointMs, partName));
    const created = restored(part.type, place, 'startWindow' in routine, id, fate);
    const { statusMessage: message } = fate;
    return {
      ...fate,
      statusMessage: message && withArns(message, { role: roleArn, recoveryPoint, created }),
      createdResourceArn: created,
      facts: {
        ...common,
        RestoreJobId: id,
        ResourceType: part.type,
        SourceResourceArn: sourceArn(part, sourcePlace(resource, place, scenario), partName),
        RecoveryPointArn: recoveryPoint,
        BackupSizeInBytes: part.size,
        ...facts,
      },
      vanishesMs,
    };
  };
  const whole = jobOf(resource, name, jobId, { IsParent: resource.nested.length > 0 });
  const parts = resource.nested.map((part, index) =>
    jobOf(part, part.name, uuidOf(jobId, index).toUpperCase(), { IsParent: false, ParentJobId: jobId }),
  );
  return [whole, ...parts];
}

function retentionMs({ retention, liveRetention }: Scenario, { isLive, speed }: Run): number {
  return isLive && liveRetention !== undefined ? liveRetention : retention / speed;
}

function incidentOf({ incidents }: RoutineAt, type: string, sinceStartMs: number): Incident | undefined {
  return incidents.find(
    ({ from, until, resourceType }) =>
      sinceStartMs >= from && sinceStartMs < until && (resourceType ?? type) === type,
  );
}

function restored(
  type: string,
  place: AccountRegion,
  isTest: boolean,
  id: string,
  fate: Fate,
): string | undefined {
  if (fate.status !== 'COMPLETED') return undefined;
  const name = `${isTest ? 'awsbackup-restore-test' : 'awsbackup-restore'}-${hexOf(12, id)}`;
  return resourceArn(type, place, name);
}
