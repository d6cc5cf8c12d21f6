import { layerOf, type SourceImport } from './source-imports.js';

export interface ImportRules {
  /** What each part of src, or one file of it, may import besides its own part. */
  readonly layers: Readonly<Record<string, readonly string[]>>;
  /** Where each package comes in: as code, and as types only. */
  readonly doors: Readonly<Record<string, { readonly code: string[]; readonly types?: string[] }>>;
  /** The parts that import nothing from outside, not even from Node.js, but for some packages. */
  readonly pure: Readonly<Record<string, readonly string[]>>;
}

/** Returns a line for each import that no rule allows. */
export function forbiddenImports(imports: readonly SourceImport[], rules: ImportRules): string[] {
  return imports.filter((each) => !isAllowed(each, rules)).map(arrow);
}

/** Returns a line for each right that no import uses. */
export function needlessRights(
  imports: readonly SourceImport[],
  { layers, doors, pure }: ImportRules,
): string[] {
  const inside = pairs(layers);
  const outside = Object.entries(doors).flatMap(([target, { code, types = [] }]) => [
    ...code.map((from) => ({ from, target })),
    ...types.map((from) => ({ from, target, isTypeOnly: true })),
  ]);
  return [...inside, ...outside, ...pairs(pure)]
    .filter((right) => !imports.some((each) => isUse(each, right)))
    .map(({ from, target }) => `${from} -> ${target}`);
}

interface Right {
  readonly from: string;
  readonly target: string;
  readonly isTypeOnly?: boolean;
}

function pairs(table: Readonly<Record<string, readonly string[]>>): Right[] {
  return Object.entries(table).flatMap(([from, targets]) => targets.map((target) => ({ from, target })));
}

function isUse(each: SourceImport, { from, target, isTypeOnly = each.isTypeOnly }: Right): boolean {
  return isIn(from, each.file) && isIn(target, each.target) && each.isTypeOnly === isTypeOnly;
}

function isAllowed(each: SourceImport, { layers, doors, pure }: ImportRules): boolean {
  const { file, target, isOutside, isTypeOnly } = each;
  const part = layerOf(file);
  if (!isOutside) {
    const rights = [part, ...(layers[part] ?? []), ...(layers[file] ?? [])];
    return rights.some((right) => isIn(right, target));
  }
  if (pure[part]?.includes(target) === false) return false;
  if (target.startsWith('node:')) return true;
  const { code = [], types = [] } = doors[target] ?? {};
  return [...code, ...(isTypeOnly ? types : [])].some((door) => isIn(door, file));
}

function isIn(place: string, file: string): boolean {
  return file === place || file.startsWith(`${place}/`);
}

function arrow({ file, target, isTypeOnly }: SourceImport): string {
  return `${file} -> ${target}${isTypeOnly ? ' (types)' : ''}`;
}
