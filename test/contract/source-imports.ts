import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** One import of a file in src. */
export interface SourceImport {
  /** From src, as in `aws/session.ts`. */
  readonly file: string;
  /** The imported file from src, or the name of the package or of Node's module. */
  readonly target: string;
  readonly isOutside: boolean;
  /** Whether nothing is left of it at run time. */
  readonly isTypeOnly: boolean;
}

export const sourceFiles: readonly string[] = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .toSorted();

export const sourceImports: readonly SourceImport[] = sourceFiles.flatMap((file) =>
  importsOf(file, readFileSync(`src/${file}`, 'utf8')),
);

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
