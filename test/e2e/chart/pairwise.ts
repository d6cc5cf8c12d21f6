/** Rows that choose one level of each factor, such that every two levels of two factors are together in one of them. */
export function pairwise(factors: readonly (readonly string[])[]): string[][] {
  const open = new Set(
    factors.flatMap((levels, factor) =>
      factors.flatMap((others, other) =>
        other <= factor
          ? []
          : levels.flatMap((_, level) => others.map((__, at) => key(factor, level, other, at))),
      ),
    ),
  );
  const rows: string[][] = [];
  while (open.size > 0) {
    const row: number[] = [];
    // The first pair that is still open is met for certain, and the rest of the row meets as many as it can.
    const [factor = 0, level = 0, other = 0, at = 0] = [...open][0]?.split(',').map(Number) ?? [];
    row[factor] = level;
    row[other] = at;
    for (const [index, levels] of factors.entries()) row[index] ??= best(levels, index, row, open);
    for (const [a, chosen] of row.entries())
      for (const [b, with_] of row.entries()) open.delete(key(a, chosen, b, with_));
    rows.push(row.map((chosen, index) => factors[index]?.[chosen] ?? ''));
  }
  return rows;
}

function best(
  levels: readonly string[],
  index: number,
  row: readonly number[],
  open: ReadonlySet<string>,
): number {
  const gains = levels.map(
    (_, level) =>
      [...row.entries()].filter(
        ([other, at]) =>
          at !== undefined &&
          (open.has(key(index, level, other, at)) || open.has(key(other, at, index, level))),
      ).length,
  );
  return gains.indexOf(Math.max(...gains));
}

function key(...numbers: number[]): string {
  return numbers.join(',');
}
