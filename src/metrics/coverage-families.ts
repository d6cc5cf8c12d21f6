import type { ResourceCoverage, ResourceProof } from '../restores/coverage/coverage.js';
import type { Objective } from '../restores/coverage/objective.js';
import { type AwaitedSource, isSettled } from '../targets/awaited-source.js';
import type { ProofIndex, StrayProof } from '../targets/proof-index.js';
import type { TargetState } from '../targets/target-state.js';
import { type Family, type Sample, seconds } from './family.js';
import { tagLabels } from './tag-labels.js';

export interface CoverageSettings {
  readonly objectives: readonly Objective[];
  /** The tags that are labels, by key, if tags are read. */
  readonly tags?: { readonly keys: readonly string[]; readonly awaited: AwaitedSource } | undefined;
  /** Controls the series of single resources; `limit` caps them for each target. */
  readonly perResource: { readonly enabled: boolean; readonly limit: number };
}

export function coverageFamilies(
  { perResource, tags }: CoverageSettings,
  index: ProofIndex,
): Family<TargetState>[] {
  const coverage = index.coverageOf;
  const families: Family<TargetState>[] = [
    {
      name: 'aws_backup_protected_resources',
      type: 'gauge',
      stability: 'stable',
      isVersioned: true,
      help: 'Protected resources of ListProtectedResources, and resources that a restore testing selection names (ProtectedResourceArns), by resource type; only types that restore testing supports. A resource of another account or region is counted there, if that lists it.',
      labels: ['resource_type'],
      samples: (state) => countByType(coverage(state), () => true),
    },
    {
      name: 'aws_backup_protected_resources_tested',
      type: 'gauge',
      stability: 'stable',
      isVersioned: true,
      help: 'Resources of ListProtectedResources, and of ProtectedResourceArns, with a successful restore test, in whatever account and region that is watched, that is recent enough for the objectives of the resource type; ever, where it has none. Where an objective says provenIn, only tests there count.',
      labels: ['resource_type'],
      samples: (state) => countByType(coverage(state), (resource) => resource.isTested),
    },
    {
      name: 'aws_backup_protected_resource_test_interval_max_seconds',
      type: 'gauge',
      stability: 'experimental',
      isVersioned: true,
      help: 'The configured longest time between two successful tests of a resource of the type, whatever plan tests it.',
      labels: ['resource_type', 'objective'],
      samples: (state) => leastIntervals(coverage(state)),
    },
  ];
  if (!perResource.enabled) return families;
  return [
    ...families,
    infoFamily(perResource.limit, index, tags),
    ...perResourceFamilies(perResource.limit, index),
  ];
}

/** Before tags were tried once, each series would be followed by another one with tags. */
function infoFamily(
  limit: number,
  { coverageOf: coverage, tagsOf }: ProofIndex,
  tags: CoverageSettings['tags'],
): Family<TargetState> {
  const labels = tagLabels(tags?.keys ?? []);
  const ofTags =
    tags === undefined ? '' : ' The labels tag_* are its tags (GetResources), empty where it has none.';
  return {
    name: 'aws_backup_protected_resource_info',
    type: 'gauge',
    stability: 'experimental',
    isVersioned: true,
    help: `ResourceName of each protected resource, and the name of the objective that holds for it, where they have one: 1.${ofTags}`,
    labels: ['resource_type', 'resource_arn', 'resource_name', 'objective', ...labels.values()],
    *samples(state) {
      if (tags !== undefined && !isSettled(state, tags.awaited)) return;
      for (const { resourceType, arn, name = '', asked } of shownResources(coverage(state), limit)) {
        const own = tagsOf(arn);
        const values = [...labels.keys()].map((key) => own?.get(key) ?? '');
        yield [[resourceType, arn, name, asked.name ?? '', ...values], 1];
      }
    },
  };
}

function perResourceFamilies(
  limit: number,
  { coverageOf: coverage, strayProofs }: ProofIndex,
): Family<TargetState>[] {
  return [
    {
      name: 'aws_backup_protected_resource_last_test_timestamp_seconds',
      type: 'gauge',
      stability: 'stable',
      isVersioned: true,
      help: 'The latest successful restore test of each protected resource, in whatever account and region that is watched, by CompletionDate; 0 when none was seen. Where an objective says provenIn, only tests there count.',
      labels: ['resource_type', 'resource_arn'],
      *samples(state) {
        for (const { resourceType, arn, lastTestAt } of shownResources(coverage(state), limit)) {
          yield [[resourceType, arn], seconds(lastTestAt)];
        }
      },
    },
    {
      name: 'aws_backup_protected_resource_last_restored_timestamp_seconds',
      type: 'gauge',
      stability: 'experimental',
      isVersioned: true,
      help: 'LatestRestoreJobCreationDate of DescribeProtectedResource, where that restore completed, of each protected resource of which no test was seen when AWS was asked. It is no proof: AWS does not say whether it was a test, nor whether it was validated.',
      labels: ['resource_type', 'resource_arn'],
      *samples(state) {
        for (const { resourceType, arn } of shownResources(coverage(state), limit)) {
          const restoredAt = state.lastRestores.get(arn);
          if (restoredAt !== undefined) yield [[resourceType, arn], seconds(restoredAt)];
        }
      },
    },
    {
      name: 'aws_backup_protected_resource_proof_timestamp_seconds',
      type: 'gauge',
      stability: 'experimental',
      isVersioned: true,
      help: 'The latest successful restore test of a resource in each account and region (proof_*) and from each vault (BackupVaultArn), by CompletionDate; copy says which copy that vault holds, counted whether the objective of the test counts it (provenIn). Of a resource that no watched account lists, the account that restored it tells.',
      labels: proofLabels,
      *samples(state) {
        const proven = [...shownResources(coverage(state), limit), ...newest(strayProofs(state), limit)];
        for (const { resourceType, arn, proofs } of proven) {
          for (const proof of proofs) yield [[resourceType, arn, ...proofValues(proof)], seconds(proof.at)];
        }
      },
    },
  ];
}

const proofLabels = [
  'resource_type',
  'resource_arn',
  'proof_account_id',
  'proof_account',
  'proof_region',
  'copy',
  'backup_vault_arn',
  'counted',
] as const;

function proofValues({ accountId, accountName, region, copy, vaultArn = '', isCounted }: ResourceProof) {
  return [accountId, accountName, region, copy, vaultArn, String(isCounted)];
}

function* countByType(
  coverage: readonly ResourceCoverage[],
  isCounted: (resource: ResourceCoverage) => boolean,
): Iterable<Sample> {
  const counts = new Map<string, number>();
  for (const resource of coverage) {
    const count = counts.get(resource.resourceType) ?? 0;
    counts.set(resource.resourceType, count + (isCounted(resource) ? 1 : 0));
  }
  for (const [type, count] of counts) yield [[type], count];
}

/** The strictest by resource type and name of the objective: those of one name may differ by resource. */
function* leastIntervals(coverage: readonly ResourceCoverage[]): Iterable<Sample> {
  const least = new Map<string, readonly [type: string, name: string, intervalMs: number]>();
  for (const { resourceType, asked } of coverage) {
    const { name = '', intervalMs } = asked;
    if (intervalMs === undefined) continue;
    const key = `${resourceType}/${name}`;
    least.set(key, [resourceType, name, Math.min(least.get(key)?.[2] ?? intervalMs, intervalMs)]);
  }
  for (const [type, name, intervalMs] of least.values()) yield [[type, name], intervalMs / 1000];
}

/** Over the limit, the resources whose latest test is the oldest, or that have none, are shown. */
export function shownResources(
  coverage: readonly ResourceCoverage[],
  limit: number,
): readonly ResourceCoverage[] {
  if (coverage.length <= limit) return coverage;
  return coverage
    .toSorted((a, b) => (a.lastTestAt?.getTime() ?? 0) - (b.lastTestAt?.getTime() ?? 0))
    .slice(0, limit);
}

/** Over the limit, the resources that were tested last are shown. */
function newest(stray: readonly StrayProof[], limit: number): readonly StrayProof[] {
  if (stray.length <= limit) return stray;
  return stray.toSorted((a, b) => provenAt(b) - provenAt(a)).slice(0, limit);
}

function provenAt({ proofs: [latest] }: StrayProof): number {
  return latest?.at.getTime() ?? 0;
}
