import type { BackupApi } from '../aws/aws-api.js';
import type { Deadline } from '../aws/deadline.js';
import {
  describeProtectedResource,
  probeProtectedResource,
} from '../aws/operations/describe-protected-resource.js';
import {
  listProtectedResources,
  probeProtectedResources,
} from '../aws/operations/list-protected-resources.js';
import type { Config } from '../config/config.js';
import { isTestable, type LastRestores } from '../restores/coverage/coverage.js';
import type { ProtectedResource } from '../restores/plans/restore-testing-plan.js';
import type { CallFailure } from '../targets/call-failure.js';
import type { Reading } from '../targets/reading.js';
import { keepRefused } from '../targets/refused-row.js';
import { type ResourceFacts, recordResourcesReading, type TargetState } from '../targets/target-state.js';
import { createSource } from './source.js';

/** The resources that AWS Backup protects, and when those without a known test were last restored. */
export const resources = createSource({
  id: 'resources',
  features: (config) => [
    'resources',
    ...(describesResources(config) ? (['resource-descriptions'] as const) : []),
  ],
  options: (config) => config.resources,
  async probe({ api, target: { region, accountId }, config, deadline }) {
    const list = await probeProtectedResources(api, deadline);
    if (!describesResources(config)) return [list];
    const anyArn = `arn:${config.partition}:ec2:${region}:${accountId}:volume/vol-00000000000000000`;
    return [list, await probeProtectedResource(api, list.name ?? anyArn, deadline)];
  },
  read({ api, state, config, deadline, leavesOutSingleCalls }) {
    const describeLimit = leavesOutSingleCalls ? 0 : config.resources.describeLimit;
    return readResources(api, state, describeLimit, deadline);
  },
  record: recordResourcesReading,
  hasMoreToRead: (state, config) => describesResources(config) && hasMoreToRead(state),
  omissions: ({ omissions }) => [...omissions.resources.values()],
});

function describesResources({ resources: { describeLimit } }: Config): boolean {
  return describeLimit > 0;
}

/** Returns true if there are resources without a known test whose latest restore AWS may have. */
function hasMoreToRead(state: TargetState): boolean {
  const listed = state.resources.filter(({ arn }) => !state.omissions.resources.has(arn));
  return withoutKnownTest(state, listed).length > 0;
}

/**
 * Lists the protected resources, and asks once for the latest restore of each of which no test was seen. `describeLimit` caps these calls; later readings ask for the rest,
 * for those whose description was refused, and for those of a target whose jobs had not been read yet.
 */
export async function readResources(
  api: BackupApi,
  state: TargetState,
  describeLimit: number,
  deadline: Deadline,
): Promise<Reading<ResourceFacts>> {
  const listed = await listProtectedResources(api, deadline);
  if (!listed.ok) return listed;
  const kept = keepRefused(listed.value, state.resources, listed.refused, ({ arn }) => arn);
  const lastRestores = stillListed(state.lastRestores, kept);
  const refused = [...(listed.refused ?? [])];
  let firstFailure: CallFailure | undefined;
  const hasReadJobs = state.restores.listedAt !== undefined;
  const untold = hasReadJobs ? withoutKnownTest(state, kept).slice(0, describeLimit) : [];
  await Promise.all(
    untold.map(async ({ arn }) => {
      const described = await describeProtectedResource(api, arn, deadline);
      if (!described.ok) firstFailure ??= described.failure;
      else if (described.value === 'gone') return;
      else if ('read' in described.value) lastRestores.set(arn, described.value.read.lastRestoredAt);
      else refused.push(described.value.refused);
    }),
  );
  const facts = { resources: kept, lastRestores };
  return firstFailure
    ? { ok: false, failure: firstFailure, partial: facts, refused }
    : { ok: true, value: facts, refused };
}

function stillListed(lastRestores: LastRestores, kept: readonly ProtectedResource[]) {
  const arns = new Set(kept.map(({ arn }) => arn));
  return new Map([...lastRestores].filter(([arn]) => arns.has(arn)));
}

function withoutKnownTest(
  { restores, lastRestores }: TargetState,
  kept: readonly ProtectedResource[],
): ProtectedResource[] {
  const tested = new Set([...restores.latestTests.values()].map((test) => test.resourceArn));
  return kept.filter(
    (resource) => isTestable(resource) && !tested.has(resource.arn) && !lastRestores.has(resource.arn),
  );
}
