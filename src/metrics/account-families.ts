import { isListed, type RestoreJobSummary } from '../restores/jobs/restore-job-summary.js';
import type { TargetState } from '../targets/target-state.js';
import type { Family } from './family.js';

/** An account that a target or a restore job summary names, and if a target covers it. */
export interface AccountCoverage {
  readonly accountId: string;
  readonly isMonitored: boolean;
}

/** The families of accounts as a whole, which carry no label but the account's id. */
export const accountFamilies: readonly Family<AccountCoverage>[] = [
  {
    name: 'aws_backup_account_monitored',
    type: 'gauge',
    stability: 'stable',
    help: '1 for an account that has targets, be they of another shard; 0 for one that ListRestoreJobSummaries names and that has none.',
    labels: ['aws_account_id'],
    *samples({ accountId, isMonitored }) {
      yield [[accountId], isMonitored ? 1 : 0];
    },
  },
];

/** The accounts that are watched, and those that only the summaries of others name. */
export function accountCoverage(
  watched: Iterable<string>,
  states: readonly TargetState[],
): AccountCoverage[] {
  const ids = new Set([...watched].filter(isAccountId));
  const named = new Set(
    states.flatMap((state) => listedSummaries(state).map(({ accountId }) => accountId)).filter(isAccountId),
  );
  return [...new Set([...ids, ...named])].map((accountId) => ({
    accountId,
    isMonitored: ids.has(accountId),
  }));
}

function listedSummaries({ summaries, knownAt, asOf }: TargetState): RestoreJobSummary[] {
  return summaries.filter((row) => isListed(row, knownAt.summaries ?? asOf));
}

/** Not `AGGREGATE_ALL`, nor the account whose id is not known yet. */
function isAccountId(text: string): boolean {
  return /^\d{12}$/.test(text);
}
