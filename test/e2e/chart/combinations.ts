import { pairwise } from './pairwise.js';
import { ciFile, helmVersions, type Manifest, manifestsOf, template } from './real-helm.js';

/** The values files, by what they decide: of one line only one can hold. `default` leaves it as it is. */
export const choices = [
  ['default', 'accounts', 'organization', 'existing-config-map', 'existing-secret'],
  ['default', 'config-reload'],
  ['default', 'shards'],
  [
    'default',
    'service-monitor',
    'service-monitor-oauth2',
    'pod-monitor',
    'pod-monitor-oauth2',
    'web-config',
    'web-config-existing',
    'web-config-client-certificates',
    'client-certificates',
  ],
  ['default', 'prometheus-rule', 'prometheus-rule-overrides', 'own-rules'],
  ['default', 'grafana'],
  ['default', 'network-policy', 'network-policy-rules'],
  ['default', 'pod-disruption-budget'],
  ['default', 'vertical-pod-autoscaler'],
  ['default', 'irsa', 'pod-identity', 'access-key', 'service-account'],
  ['default', 'scheduling', 'host-network'],
  ['default', 'ingress', 'http-route'],
  ['default', 'resources'],
  ['default', 'extras'],
  ['default', 'names'],
  ['default', 'image'],
  ['default', 'private-registry'],
  ['default', 'security-context'],
  ['default', 'service'],
];

export interface Rendered {
  /** The values files, as in `shards + names`. */
  readonly name: string;
  readonly manifests: Record<(typeof helmVersions)[number], Manifest[]>;
}

/** Every values file by itself, and combinations in which every two of them that can be together are. */
export async function renderAll(): Promise<Rendered[]> {
  const alone = choices.flat().map((name) => [name]);
  const rows = [...alone, ...pairwise(choices)].map((names) => names.filter((name) => name !== 'default'));
  const unique = [...new Map(rows.map((names) => [names.join(' + ') || 'default', names]))];
  return inTurns(unique, async ([name, names]) => {
    const files = ['default', ...names].map(ciFile);
    const [three, four] = await Promise.all(helmVersions.map((version) => template(version, files)));
    return {
      name,
      manifests: { 'v3.18': manifestsOf(three ?? ''), 'v4.1': manifestsOf(four ?? '') },
    };
  });
}

async function inTurns<In, Out>(items: readonly In[], run: (item: In) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = [];
  for (const item of items) results.push(await run(item));
  return results;
}
