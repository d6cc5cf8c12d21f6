import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createCli } from '../../../src/cli.js';
import { makeCertificate } from '../../web-config/certificates.js';
import { ciNames, type Manifest, render } from './real-helm.js';

interface PodSpec {
  readonly containers: readonly { readonly args: readonly string[] }[];
  readonly volumes: readonly { readonly projected?: { readonly sources: readonly Source[] } }[];
}

interface Source {
  readonly configMap?: Projection;
  readonly secret?: Projection;
}

interface Projection {
  readonly name: string;
  readonly items: readonly { readonly key: string; readonly path: string }[];
}

const mountPath = '/etc/restore-test-monitor';
let directory: string;
/** What somebody else brings along, by its place in the volume. */
let others: Readonly<Record<string, string>>;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'restore-test-monitor-configuration-'));
  const { cert, key } = makeCertificate(directory, { name: 'localhost', isCa: true });
  others = { 'web/tls.crt': cert, 'web/tls.key': key, 'web/ca.crt': cert };
});

afterAll(() => rmSync(directory, { recursive: true }));

it.each(ciNames)('%s has files and flags that the daemon takes', async (name) => {
  const manifests = await render('v4.1', name);
  const pod = podOf(manifests);
  const volume = join(directory, name);
  mkdirSync(join(volume, 'web'), { recursive: true });
  for (const [path, text] of filesOf(pod, manifests)) writeFileSync(join(volume, path), text);
  const args = pod.containers[0]?.args.map((arg) => arg.replace(mountPath, volume)) ?? [];
  expect(await run([...args, 'check-config'])).toEqual({
    code: 0,
    stdout: expect.stringContaining('config.yaml: valid: '),
    stderr: '',
  });
});

function podOf(manifests: readonly Manifest[]): PodSpec {
  const workload = manifests.find(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet');
  const template = workload?.spec?.['template'] as { readonly spec: PodSpec };
  return template.spec;
}

/** What the kubelet would put into the first volume. */
function filesOf({ volumes }: PodSpec, manifests: readonly Manifest[]): [path: string, text: string][] {
  const sources = volumes[0]?.projected?.sources ?? [];
  return sources.flatMap(({ configMap, secret }) => {
    const { name = '', items = [] } = configMap ?? secret ?? {};
    const kind = configMap ? 'ConfigMap' : 'Secret';
    const data = manifests.find((each) => each.kind === kind && each.metadata.name === name)?.data;
    return items.map(({ key, path }): [string, string] => {
      const text = data?.[key] ?? '';
      if (data === undefined) return [path, others[path] ?? ''];
      return [path, secret ? Buffer.from(text, 'base64').toString() : text];
    });
  });
}

async function run(args: readonly string[]) {
  const result = { code: -1, stdout: '', stderr: '' };
  const cli = createCli(
    {
      build: { version: '', revision: '' },
      env: { AWS_REGION: 'eu-central-1', EXTERNAL_ID: 'external', HOSTNAME: 'restore-test-monitor-0' },
      stdout: (text) => {
        result.stdout += text;
      },
      stderr: (text) => {
        result.stderr += text;
      },
    },
    (code) => {
      result.code = code;
    },
  );
  await cli.parseAsync(['node', 'main.js', ...args]).catch(() => {});
  return result;
}
