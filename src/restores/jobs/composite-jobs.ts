import { isConfirmed, type Omission, type OmissionRule } from '../omissions.js';
import { type KnownJob, mergeKnown, oneMoreReading } from './known-job.js';
import type { RestoreJob } from './restore-job.js';

/** A known parent of a composite restore. */
export interface KnownParent {
  /** When a reading last concerned it. */
  readonly at: Date;
  /** Since when AWS has not found it; absent if it exists. */
  readonly omission?: Omission | undefined;
}

/**
 * The composite restores of a ledger. A child is counted as a part of its parent; if AWS knows no such parent, by
 * itself.
 */
export interface CompositeJobs {
  readonly parents: ReadonlyMap<string, KnownParent>;
  /** By id: the children of which it is not known yet whether their parent exists. */
  readonly waiting: ReadonlyMap<string, KnownJob>;
}

export const noCompositeJobs: CompositeJobs = { parents: new Map(), waiting: new Map() };

/** The parents and children in a reading. */
export interface CompositeFacts {
  readonly children: readonly RestoreJob[];
  /** The parents that AWS has named, or that are known from before. */
  readonly isKnown: (parentId: string) => boolean;
  /** The ids of parents that AWS does not find. */
  readonly goneParents: readonly string[];
}

export interface CompositeReading {
  readonly composites: CompositeJobs;
  /** The children that stand for themselves: it is confirmed that AWS has no such parent. */
  readonly orphans: readonly KnownJob[];
  /** The children that are counted as parts of their parents. */
  readonly told: readonly KnownJob[];
}

/** Takes one reading into what is known of composite restores. */
export function recordChildren(
  known: CompositeJobs,
  { children, isKnown, goneParents }: CompositeFacts,
  now: Date,
  rule: OmissionRule,
): CompositeReading {
  const parents = new Map(known.parents);
  const waiting = new Map(known.waiting);
  for (const child of children) {
    waiting.set(child.id, mergeKnown(waiting.get(child.id), child, now, rule));
  }
  for (const id of goneParents) {
    const before = parents.get(id);
    if (before === undefined || before.omission !== undefined) {
      parents.set(id, { at: now, omission: oneMoreReading(before?.omission, now) });
    }
  }
  const orphans: KnownJob[] = [];
  const told: KnownJob[] = [];
  for (const child of waiting.values()) {
    const { parentJobId: parentId = '' } = child;
    if (isKnown(parentId) || hasParent(parents, parentId)) {
      parents.set(parentId, { at: now });
      told.push(child);
      waiting.delete(child.id);
    } else if (isParentGone(parents.get(parentId), now, rule)) {
      orphans.push(child);
      waiting.delete(child.id);
    }
  }
  return { composites: { parents, waiting }, orphans, told };
}

/** Returns true if AWS is known to have the parent. */
export function hasParent(parents: CompositeJobs['parents'], id: string): boolean {
  const parent = parents.get(id);
  return parent !== undefined && parent.omission === undefined;
}

function isParentGone(parent: KnownParent | undefined, now: Date, rule: OmissionRule): boolean {
  return parent?.omission !== undefined && isConfirmed(parent.omission, now, rule);
}

/** Forgets the parents that no reading has concerned since a moment, and the children that were created before it. */
export function forgetComposites({ parents, waiting }: CompositeJobs, before: Date): CompositeJobs {
  return {
    parents: new Map([...parents].filter(([, { at }]) => at >= before)),
    waiting: new Map([...waiting].filter(([, { createdAt }]) => createdAt >= before)),
  };
}
