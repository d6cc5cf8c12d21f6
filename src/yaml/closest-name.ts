import leven from 'leven';

/** The known name that a misspelt one most likely stands for, if any is close. */
export function closestName(name: string, known: readonly string[]): string | undefined {
  const folded = fold(name);
  const ranked = known
    .map((candidate) => ({ candidate, distance: leven(folded, fold(candidate)) }))
    .toSorted((a, b) => a.distance - b.distance);
  const best = ranked[0];
  const limit = Math.floor((folded.length + 1) / 3);
  return best !== undefined && best.distance <= limit ? best.candidate : undefined;
}

function fold(name: string): string {
  return name.slice(0, 80).toLowerCase().replaceAll(/[-_]/g, '');
}
