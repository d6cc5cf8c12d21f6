import { layerOf, type SourceImport } from './source-imports.js';

/** Files at the top of src that are parts of their own; the others serve several parts and have no box. */
const partsOfOneFile = ['main.ts', 'cli.ts', 'app.ts', 'events.ts'];

/** Draws the imports between the parts of src as a Mermaid flowchart, without those that follow from others. */
export function partsPicture(imports: readonly SourceImport[]): string {
  const targets = new Map<string, Set<string>>();
  for (const { file, target, isOutside } of imports) {
    const [from, to] = [layerOf(file), layerOf(target)];
    if (isOutside || from === to || !isPart(from) || !isPart(to)) continue;
    targets.set(from, (targets.get(from) ?? new Set()).add(to));
  }
  const reaches = (from: string, to: string): boolean =>
    [...(targets.get(from) ?? [])].some((next) => next === to || reaches(next, to));
  const arrows = [...targets].flatMap(([from, all]) =>
    [...all]
      .filter((to) => ![...all].some((other) => other !== to && reaches(other, to)))
      .map((to) => `  ${nameOf(from)} --> ${nameOf(to)}`),
  );
  return ['flowchart TD', ...arrows.toSorted()].join('\n');
}

function isPart(layer: string): boolean {
  return !layer.endsWith('.ts') || partsOfOneFile.includes(layer);
}

function nameOf(layer: string): string {
  return layer.replace(/\.ts$/, '');
}
