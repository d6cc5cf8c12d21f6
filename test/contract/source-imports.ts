import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { parseSync } from '@swc/core';

/** One import of a file. */
export interface SourceImport {
  /** Of src from there, as in `aws/deadline.ts`; of the generators from the root. */
  readonly file: string;
  /** The imported file, likewise, or the name of the package or of Node's module. */
  readonly target: string;
  readonly isOutside: boolean;
  /** Whether nothing is left of it at run time. */
  readonly isTypeOnly: boolean;
}

export const sourceFiles: readonly string[] = filesIn('src');

export const sourceImports: readonly SourceImport[] = sourceFiles.flatMap((file) =>
  importsOf(file, readFileSync(`src/${file}`, 'utf8')),
);

export const generatorImports: readonly SourceImport[] = filesIn('generators')
  .map((file) => `generators/${file}`)
  .flatMap((file) => importsOf(file, readFileSync(file, 'utf8')));

/** The directory of src that a file is in; the file itself at the top. */
export function layerOf(file: string): string {
  const [first = ''] = file.split('/');
  return first;
}

/** Returns what a file imports, exports from elsewhere, loads when it runs and names in a type, in the order of the file. */
export function importsOf(file: string, text: string): SourceImport[] {
  const imports: SourceImport[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (!isNode(value)) return;
    const specifier = specifierOf(value);
    if (isNode(specifier)) {
      imports.push({ file, ...targetOf(file, textOf(specifier, file)), isTypeOnly: isTypeOnly(value) });
    }
    Object.values(value).forEach(visit);
  };
  visit(parseSync(text, { syntax: 'typescript', tsx: file.endsWith('x'), target: 'es2023' }).body);
  return imports;
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .toSorted();
}

/** A node of the syntax tree of swc. */
interface SyntaxNode {
  readonly type: string;
  readonly [member: string]: unknown;
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function specifierOf(node: SyntaxNode): unknown {
  if (/^(?:Import|ExportNamed|ExportAll)Declaration$/.test(node.type)) return node['source'];
  if (node.type === 'TsImportType') return node['argument'];
  if (node.type === 'TsExternalModuleReference') return node['expression'];
  const { callee, arguments: given } = node;
  if (node.type !== 'CallExpression' || !isNode(callee) || callee.type !== 'Import') return undefined;
  return Array.isArray(given) ? given[0].expression : undefined;
}

function textOf(specifier: SyntaxNode, file: string): string {
  if (typeof specifier['value'] === 'string') return specifier['value'];
  throw new Error(`${file} imports what no test can know: the name is computed`);
}

function isTypeOnly({ type, typeOnly, specifiers }: SyntaxNode): boolean {
  if (type === 'TsImportType' || typeOnly === true) return true;
  return (
    Array.isArray(specifiers) && specifiers.length > 0 && specifiers.every((each) => each.isTypeOnly === true)
  );
}

function targetOf(file: string, specifier: string): Pick<SourceImport, 'target' | 'isOutside'> {
  if (!specifier.startsWith('.')) return { target: packageOf(specifier), isOutside: true };
  const target = posix.join(posix.dirname(file), specifier).replace(/\.js$/, '.ts');
  const isTsx = [`src/${target}x`, `${target}x`].some((each) => existsSync(each));
  return { target: isTsx ? `${target}x` : target, isOutside: false };
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
