import type { RestoreJob } from '../jobs/restore-job.js';
import { type JudgedFields, type Verdict, verdictByStatus, verdictOf } from '../jobs/verdict.js';

/** A test that may count as a success: its objective decides by the verdict and the validation. */
export interface Proof {
  readonly jobId: string;
  readonly verdict: 'passed' | 'restored' | 'partial' | 'empty';
  /** True if its validation was SUCCESSFUL, which also an incomplete restore's may be. */
  readonly isValidated: boolean;
  readonly endedAt: Date;
  /** BackupVaultArn of what it restored; absent where AWS gave none. */
  readonly vaultArn?: string | undefined;
}

/**
 * The number of tests that are kept of each kind and vault: if the latest turns out to have failed, the one before
 * holds again.
 */
const keptOfAKind = 3;

/**
 * The proofs, newest first, by what is now known of one job: a test that turns out to have failed, or whose
 * validation did, proves nothing any more. While the job's outcome is open, what was known of it stays.
 */
export function recordProof(
  proofs: readonly Proof[],
  job: JudgedFields & Pick<RestoreJob, 'id' | 'backupVaultArn'>,
  now: Date,
  validationWindowMs?: number,
): readonly Proof[] {
  const outcome = verdictByStatus(job, now, validationWindowMs);
  if (outcome === 'pending') return proofs;
  const known = proofs.find(({ jobId }) => jobId === job.id);
  const verdict = verdictOf(job, now, validationWindowMs);
  if (!isProof(outcome) || !isProof(verdict)) return known ? proofs.filter((each) => each !== known) : proofs;
  const proof: Proof = {
    jobId: job.id,
    verdict,
    isValidated: outcome === 'passed',
    endedAt: job.completedAt ?? job.createdAt,
    vaultArn: job.backupVaultArn ?? known?.vaultArn,
  };
  if (known !== undefined && isSameKind(known, proof) && !isAfter(known, proof) && !isAfter(proof, known)) {
    return proofs;
  }
  return withProof(known ? proofs.filter((each) => each !== known) : proofs, proof);
}

/** The proofs with one more at its place, and without the one of its kind that is then too many. */
function withProof(proofs: readonly Proof[], proof: Proof): readonly Proof[] {
  const index = proofs.findIndex((each) => isAfter(proof, each));
  const all = proofs.toSpliced(index < 0 ? proofs.length : index, 0, proof);
  const surplus = all.filter((each) => isSameKind(each, proof))[keptOfAKind];
  return surplus === undefined ? all : all.filter((each) => each !== surplus);
}

function isProof(verdict: Verdict): verdict is Proof['verdict'] {
  return verdict === 'passed' || verdict === 'restored' || verdict === 'partial' || verdict === 'empty';
}

function isSameKind(a: Proof, b: Proof): boolean {
  return a.verdict === b.verdict && a.isValidated === b.isValidated && a.vaultArn === b.vaultArn;
}

function isAfter(a: Proof, b: Proof): boolean {
  const difference = a.endedAt.getTime() - b.endedAt.getTime();
  return difference > 0 || (difference === 0 && a.jobId > b.jobId);
}
