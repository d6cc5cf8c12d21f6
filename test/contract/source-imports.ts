import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** One import of a file. */
export interface SourceImport {
  /** Of src from there, as in `aws/session.ts`; of the generators from the root. */
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

export function importsOf(file: string, text: string): SourceImport[] {
  const statements = text.matchAll(/^(?:import|export)\s(?:([^;'"]*?)\sfrom\s+)?['"]([^'"]+)['"]/gm);
  const dynamic = text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g);
  return [
    ...[...statements].map(([, clause = '', specifier = '']) => ({
      ...targetOf(file, specifier),
      isTypeOnly: isTypeOnly(clause),
    })),
    ...[...dynamic].map(([, specifier = '']) => ({ ...targetOf(file, specifier), isTypeOnly: false })),
  ];
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .toSorted();
}

function targetOf(file: string, specifier: string): Omit<SourceImport, 'isTypeOnly'> {
  if (!specifier.startsWith('.')) return { file, target: packageOf(specifier), isOutside: true };
  const target = posix.join(posix.dirname(file), specifier).replace(/\.js$/, '.ts');
  return { file, target, isOutside: false };
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function isTypeOnly(clause: string): boolean {
  if (/^type\s/.test(clause)) return true;
  const [, names] = /^\{([^}]*)\}$/.exec(clause.trim()) ?? [];
  return names?.split(',').every((name) => /^\s*(type\s.*)?$/.test(name)) ?? false;
}
