import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Operation } from '../../src/aws/operation.js';
import { operationNames, operations } from '../../src/aws/operations.js';
import { sourceFiles } from './source-imports.js';

const text = readFileSync('SECURITY.md', 'utf8');
const filesIn = (directory: string) =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .toSorted()
    .map((file) => `${directory}/${file}`);
const usersOf = (pattern: RegExp) =>
  sourceFiles.filter((file) => pattern.test(readFileSync(`src/${file}`, 'utf8')));
const readOnly =
  /^(?:(?:backup|organizations|account|tag):(?:List|Describe|Get)\w+|sts:AssumeRole|sts:TagSession)$/;

describe('SECURITY.md', () => {
  it('names every operation that the daemon calls, under the credentials that it calls it with', () => {
    const rows = [...text.matchAll(/^\| `(\w+)` +\| ([^|]+?) +\|/gm)].map(
      ([, name, whose]) => [name, whose] as const,
    );
    const stated = operations.map(
      ({ name, caller }) => [name, caller === 'daemon' ? 'its own' : 'of the watched account'] as const,
    );
    expect(new Map(rows)).toEqual(new Map(stated));
  });

  it('links to files that are there', () => {
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(link))).toEqual([]);
  });

  it('names metrics and options that there are', () => {
    const documented = ['docs/metrics.md', 'docs/configuration.md']
      .map((file) => readFileSync(file, 'utf8'))
      .join();
    const named = [
      ...text.matchAll(/`((?:restore_test_monitor|aws_backup)_\w+|(?:metrics|poll|web)\.[\w.]+|rateLimit)`/g),
    ];
    expect(named.map(([, name = '']) => name).filter((name) => !documented.includes(name))).toEqual([]);
  });
});

describe('the daemon', () => {
  it('calls operations that read, and those that begin a session', () => {
    expect(
      operationNames.filter((name) => !/^(?:List|Describe|Get|AssumeRole(?:WithWebIdentity)?$)/.test(name)),
    ).toEqual([]);
    const rows: readonly Operation[] = operations;
    expect(rows.flatMap(({ actions }) => actions).filter((action) => !readOnly.test(action))).toEqual([]);
  });

  it('has the commands of no other operation in its code', () => {
    const commands = sourceFiles
      .filter((file) => !file.startsWith('simulator/'))
      .flatMap((file) => [...readFileSync(`src/${file}`, 'utf8').matchAll(/new (\w+)Command\(/g)])
      .map(([, name = '']) => name)
      .filter((name) => name !== '');
    expect([...new Set(commands)].toSorted()).toEqual(operationNames.toSorted());
  });

  it('writes no file, and starts no program but the credential_process of a profile', () => {
    expect(
      usersOf(/\b(?:writeFile|appendFile|createWriteStream|mkdir|mkdtemp|renameSync|unlink|rmSync)/),
    ).toEqual([]);
    expect(usersOf(/node:child_process/)).toEqual(['aws/credentials/credential-process.ts']);
  });
});

describe('the shipped policies', () => {
  const files = filesIn('config/iam').filter((file) => /\.(?:json|yaml|tf)$/.test(file));
  it.each(files)('%s grants nothing that writes, and nothing by a wildcard', (file) => {
    const policy = readFileSync(file, 'utf8');
    const actions = [
      ...policy.matchAll(/(?<=["'\s])(?:backup|organizations|account|sts|iam|s3|ec2|kms|tag):[A-Z*]\w*/g),
    ].map(([action]) => action);
    expect(actions.filter((action) => !readOnly.test(action) && action !== 'sts:ExternalId')).toEqual([]);
  });

  it('are some', () => expect(files.length).toBeGreaterThan(3));
});

describe('the supply chain', () => {
  interface Locked {
    readonly dev?: boolean;
    readonly devOptional?: boolean;
    readonly integrity?: string;
    readonly hasInstallScript?: boolean;
  }
  const { packages }: { packages: Record<string, Locked> } = JSON.parse(
    readFileSync('package-lock.json', 'utf8'),
  );
  const shipped = Object.entries(packages).filter(
    ([path, { dev, devOptional }]) => path && !dev && !devOptional,
  );

  it('has the hash of every package that is shipped, and no install script of any', () => {
    const unlocked = shipped.filter(([, { integrity }]) => !integrity);
    expect(shipped.length).toBeGreaterThan(50);
    expect(unlocked.map(([path]) => path)).toEqual([]);
    expect(shipped.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)).toEqual([]);
  });

  it('builds the image without scripts, and runs it as nobody', () => {
    const dockerfile = readFileSync('Dockerfile', 'utf8');
    const installs = dockerfile.match(/npm (?:ci|i|install)\b.*/g) ?? [];
    expect(installs.length).toBeGreaterThan(0);
    expect(
      installs.filter((line) => !line.startsWith('npm ci') || !line.includes('--ignore-scripts')),
    ).toEqual([]);
    expect(dockerfile).toMatch(/^USER 65532/m);
  });

  it('mounts no token of the Kubernetes API and asks for no rights there', () => {
    const values = readFileSync('helm/restore-test-monitor/values.yaml', 'utf8');
    expect(values).toContain('automountServiceAccountToken: false');
    for (const line of [
      'runAsNonRoot: true',
      'runAsUser: 65532',
      'readOnlyRootFilesystem: true',
      'drop: [ALL]',
    ]) {
      expect(values).toContain(line);
    }
    const manifests = filesIn('helm/restore-test-monitor/templates').filter((file) => file.endsWith('.yaml'));
    const templates = manifests.map((file) => readFileSync(file, 'utf8'));
    expect(templates.filter((each) => /kind: (?:Cluster)?Role/.test(each))).toEqual([]);
  });
});
