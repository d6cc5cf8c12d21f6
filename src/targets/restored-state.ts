import { type KnownRestores, restoredLedger } from '../restores/ledger/restored-ledger.js';
import { wrongValues } from '../restores/ledger/wrong-values.js';
import type { Result } from '../result.js';
import type { Target } from './target.js';
import { newTargetState, sourceIds, type TargetState } from './target-state.js';

/**
 * The facts that an earlier process knew of a target. A source without a moment in `knownAt` is not known, and has no
 * facts.
 */
export interface KnownFacts
  extends Pick<TargetState, 'knownAt'>,
    Partial<
      Pick<
        TargetState,
        | 'plans'
        | 'planRecords'
        | 'resources'
        | 'backupIntervals'
        | 'lastRestores'
        | 'summaries'
        | 'tags'
        | 'omissions'
      >
    > {
  readonly restores: KnownRestores;
}

/**
 * Returns the state of a target that was known before and that this process has not tried yet, or everything that is
 * wrong with the facts.
 */
export function restoredState(target: Target, facts: KnownFacts): Result<TargetState, readonly string[]> {
  const { restores, ...others } = facts;
  const ledger = restoredLedger(restores);
  const problems = [
    ...(ledger.ok ? [] : ledger.failure),
    ...wrongValues(others),
    ...(restores.listedAt && !facts.knownAt.jobs ? ['restore jobs: listed at an unknown moment'] : []),
    ...(facts.plans?.length && !facts.knownAt.plans ? ['plans: read at an unknown moment'] : []),
    ...(facts.resources?.length && !facts.knownAt.resources ? ['resources: read at an unknown moment'] : []),
    ...(facts.summaries?.length && !facts.knownAt.summaries ? ['summaries: read at an unknown moment'] : []),
    ...(facts.tags?.size && !facts.knownAt.tags ? ['tags: read at an unknown moment'] : []),
  ];
  if (!ledger.ok || problems.length > 0) return { ok: false, failure: problems };
  const moments = sourceIds.map((source) => facts.knownAt[source]?.getTime() ?? 0);
  const asOf = new Date(Math.max(...moments));
  return { ok: true, value: { ...newTargetState(target), ...others, restores: ledger.value, asOf } };
}
