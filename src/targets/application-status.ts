import { type ApplicationEntry, applicationsOf } from '../restores/coverage/application-entry.js';
import type { ResourceCoverage } from '../restores/coverage/coverage.js';
import { type RestoreConcurrency, recoveryTime, restoreQuotas } from '../restores/coverage/recovery-time.js';
import type { CompletedRestore } from '../restores/latest-tests/latest-test.js';
import type { ProofIndex } from './proof-index.js';
import type { TargetState } from './target-state.js';

/** The share of an application that is proven, and its recovery, by its protected resources in the targets. */
export interface ApplicationStatus {
  readonly name: string;
  readonly resources: number;
  readonly tested: number;
  /** The time to restore those whose latest test says how long it took; undefined if none does. */
  readonly recoverySeconds: number | undefined;
  readonly withoutDuration: number;
  /** When the oldest of the recovery points was created that the latest tests restored. */
  readonly oldestRecoveryPointAt: Date | undefined;
}

export interface ApplicationSettings {
  readonly entries: readonly ApplicationEntry[];
  readonly concurrency: RestoreConcurrency;
}

export const noApplications: ApplicationSettings = { entries: [], concurrency: restoreQuotas };

interface Member {
  readonly application: string;
  readonly resource: ResourceCoverage;
  readonly restore: CompletedRestore | undefined;
}

/** Returns the applications by what the index knows of the targets; a target for which nothing changed costs little. */
export function createApplications(
  { entries, concurrency }: ApplicationSettings,
  index: ProofIndex,
): (states: readonly TargetState[]) => readonly ApplicationStatus[] {
  const names = entries.flatMap(({ named }) => ('name' in named ? [named.name] : []));
  const known = new WeakMap<TargetState, { readonly version: object; readonly members: readonly Member[] }>();

  function membersOf(state: TargetState): readonly Member[] {
    const version = index.versionOf(state);
    const before = known.get(state);
    if (before?.version === version) return before.members;
    const members = index.coverageOf(state).flatMap((resource) => {
      const { arn, resourceType } = resource;
      const applications = applicationsOf(entries, resourceType, index.factsOf(state, arn));
      const restore = applications.size > 0 ? index.latestRestoreOf(arn) : undefined;
      return [...applications].map((application): Member => ({ application, resource, restore }));
    });
    known.set(state, { version, members });
    return members;
  }

  return (states) => {
    if (entries.length === 0) return [];
    const byName = new Map<string, Member[]>(names.map((name) => [name, []]));
    for (const member of states.flatMap(membersOf)) {
      const members = byName.get(member.application);
      if (members === undefined) byName.set(member.application, [member]);
      else members.push(member);
    }
    return [...byName].map(([name, members]) => statusOf(name, members, concurrency));
  };
}

function statusOf(
  name: string,
  members: readonly Member[],
  concurrency: RestoreConcurrency,
): ApplicationStatus {
  const durations = new Map<string, number[]>();
  let withoutDuration = 0;
  let oldestMs = Number.POSITIVE_INFINITY;
  for (const { resource, restore } of members) {
    const { durationSeconds, recoveryPointCreatedAt } = restore ?? {};
    const ofType = durations.get(resource.resourceType);
    if (durationSeconds === undefined) withoutDuration += 1;
    else if (ofType === undefined) durations.set(resource.resourceType, [durationSeconds]);
    else ofType.push(durationSeconds);
    oldestMs = Math.min(oldestMs, recoveryPointCreatedAt?.getTime() ?? oldestMs);
  }
  return {
    name,
    resources: members.length,
    tested: members.filter(({ resource }) => resource.isTested).length,
    recoverySeconds: durations.size === 0 ? undefined : recoveryTime(durations, concurrency),
    withoutDuration,
    oldestRecoveryPointAt: Number.isFinite(oldestMs) ? new Date(oldestMs) : undefined,
  };
}
