/** What decides when an alerting rule fires, besides its expression. */
export interface AlertingRule {
  readonly alert: string;
  readonly forMs: number;
  readonly keepFiringForMs: number;
}

/** A series of the result of a rule's expression: the moments of evaluation at which it was there. */
export interface ResultSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly presentMs: ReadonlySet<number>;
}

export interface Firing {
  readonly alert: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly fromMs: number;
  /** The first evaluation at which it was resolved, or the last one. */
  readonly untilMs: number;
}

/** When the alerts of one rule would have fired, as Prometheus decides it evaluation by evaluation. */
export function firingsOf(
  { alert, forMs, keepFiringForMs }: AlertingRule,
  series: readonly ResultSeries[],
  evaluationsMs: readonly number[],
): Firing[] {
  return series.flatMap(({ labels, presentMs }) => {
    const firings: Firing[] = [];
    let activeMs: number | undefined;
    let firingMs: number | undefined;
    let keptMs: number | undefined;
    for (const nowMs of evaluationsMs) {
      if (presentMs.has(nowMs)) {
        activeMs ??= nowMs;
        keptMs = undefined;
        if (nowMs - activeMs >= forMs) firingMs ??= nowMs;
        continue;
      }
      if (firingMs !== undefined) keptMs ??= nowMs;
      if (keptMs !== undefined && nowMs - keptMs < keepFiringForMs) continue;
      if (firingMs !== undefined) firings.push({ alert, labels, fromMs: firingMs, untilMs: nowMs });
      activeMs = undefined;
      firingMs = undefined;
      keptMs = undefined;
    }
    const lastMs = evaluationsMs.at(-1);
    if (firingMs !== undefined && lastMs !== undefined) {
      firings.push({ alert, labels, fromMs: firingMs, untilMs: lastMs });
    }
    return firings;
  });
}
