import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from './real-helm.js';

export interface Probe {
  readonly httpGet?: {
    readonly path: string;
    readonly port: string;
    readonly scheme?: 'HTTP' | 'HTTPS';
    readonly httpHeaders?: readonly { readonly name: string; readonly value: string }[];
  };
  readonly tcpSocket?: { readonly port: string };
}

export interface Container {
  readonly args: readonly string[];
  readonly command?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
}

interface PodSpec {
  readonly containers: readonly [Container, ...Container[]];
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

/** The pod of the Deployment or StatefulSet. */
export function podOf(manifests: readonly Manifest[]): PodSpec {
  const workload = manifests.find(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet');
  const template = workload?.spec?.['template'] as { readonly spec: PodSpec };
  return template.spec;
}

/**
 * Writes what the kubelet would mount into a new directory below `parent`, and has the arguments of the daemon with paths there.
 * `others` is what no manifest holds, by its place in the volume.
 */
export function mount(
  manifests: readonly Manifest[],
  parent: string,
  others: Readonly<Record<string, string>>,
): string[] {
  const pod = podOf(manifests);
  const volume = mkdtempSync(join(parent, 'volume-'));
  mkdirSync(join(volume, 'web'));
  for (const [path, text] of filesOf(pod, manifests, others)) writeFileSync(join(volume, path), text);
  return pod.containers[0].args.map((arg) => arg.replace(mountPath, volume));
}

function filesOf(
  { volumes }: PodSpec,
  manifests: readonly Manifest[],
  others: Readonly<Record<string, string>>,
): [path: string, text: string][] {
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
