import { isPresent } from '../scenario/scenario-time.js';
import type { AccountRegion } from '../world/arn.js';
import { type Chance, chanceOf } from '../world/chance.js';
import type { FaultRule } from './fault-rule.js';

export interface Occasion extends AccountRegion {
  readonly operation: string;
}

/** The rules in force and how often each has hit. */
export interface FaultBook {
  set(rules: readonly FaultRule[]): void;
  /** The first rule that hits this request; asking counts as a request. */
  next(occasion: Occasion, sinceStartMs: number): FaultRule | undefined;
}

export function createFaultBook(seed: number, idOf: (account: string) => string | undefined): FaultBook {
  let rules: readonly FaultRule[] = [];
  const hits = new WeakMap<FaultRule, number>();
  const chance = chanceOf(seed, 'faults');
  return {
    set: (next) => {
      rules = next;
    },
    next: (occasion, sinceStartMs) => {
      const rule = rules.find(
        (one) =>
          isMeant(one, occasion, idOf) &&
          isPresent(one, sinceStartMs) &&
          (hits.get(one) ?? 0) < (one.times ?? Number.POSITIVE_INFINITY) &&
          isDrawn(one, chance),
      );
      if (rule !== undefined) hits.set(rule, (hits.get(rule) ?? 0) + 1);
      return rule;
    },
  };
}

function isMeant(
  { operation, account, region }: FaultRule,
  occasion: Occasion,
  idOf: (account: string) => string | undefined,
): boolean {
  return (
    (operation ?? occasion.operation) === occasion.operation &&
    (region ?? occasion.region) === occasion.region &&
    (account === undefined || (idOf(account) ?? account) === occasion.accountId)
  );
}

function isDrawn({ probability }: FaultRule, chance: Chance): boolean {
  return probability === undefined || chance.fraction() < probability;
}
