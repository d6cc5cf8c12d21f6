import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

interface LockedPackage {
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly resolved?: string;
  readonly version?: string;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const locked: [string, LockedPackage][] = Object.entries(lock.packages);

it('has its licence', () => {
  expect(manifest.license).toBe('Apache-2.0');
  expect(readFileSync('LICENSE', 'utf8')).toMatch(/Apache License\s+Version 2\.0/);
});

it('publishes files that exist', () => {
  const { outDir } = JSON.parse(readFileSync('tsconfig.build.json', 'utf8')).compilerOptions;
  const missing = manifest.files.filter((path: string) => path !== outDir && !existsSync(path));
  expect(manifest.files).toContain(outDir);
  expect(missing).toEqual([]);
});

it('has a command that a shell can run', () => {
  expect(manifest.bin).toEqual({ 'restore-test-monitor': 'dist/main.js' });
  expect(readFileSync('src/main.ts', 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
});

it('locks versions, not where they come from', () => {
  expect(locked.length).toBeGreaterThan(100);
  expect(locked.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  expect(locked.filter(([, { version }]) => version === undefined)).toEqual([]);
});

it('has a lock of the manifest as it is', () => {
  const { version, dependencies, devDependencies } = lock.packages[''];
  expect({ version, dependencies, devDependencies }).toEqual({
    version: manifest.version,
    dependencies: manifest.dependencies,
    devDependencies: manifest.devDependencies,
  });
});

it('runs no scripts of its production dependencies at installation', () => {
  const scripted = locked.filter(
    ([, { dev, hasInstallScript }]) => hasInstallScript === true && dev !== true,
  );
  expect(scripted).toEqual([]);
  expect(Object.keys(manifest.scripts).filter((name) => /^(pre|post)?(install|prepare)$/.test(name))).toEqual(
    [],
  );
});
