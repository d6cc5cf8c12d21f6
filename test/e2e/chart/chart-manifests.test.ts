import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { typeErrors } from './check-types.js';
import { choices, type Rendered, renderAll } from './combinations.js';
import { type PodSpec, podSecurityProblems } from './pod-security.js';
import { ciNames, helm, helmVersions, type Manifest, render } from './real-helm.js';

let all: Rendered[];

beforeAll(async () => {
  all = await renderAll();
}, 120_000);

it('has a place for every values file among the choices', () => {
  expect([...new Set(choices.flat())].toSorted()).toEqual(ciNames.toSorted());
});

it.each(helmVersions)('is what helm %s lint --strict accepts', async (version) => {
  const { code, stdout, stderr } = await helm(version, 'lint', '--strict', 'helm/restore-test-monitor');
  expect({ code, output: stdout + stderr }).toEqual({
    code: 0,
    output: expect.stringContaining('0 chart(s) failed'),
  });
});

it('renders every combination with Helm 3 as with Helm 4', () => {
  expect(all.length).toBeGreaterThan(ciNames.length);
  for (const { name, manifests } of all)
    expect({ name, manifests: manifests['v4.1'] }).toEqual({ name, manifests: manifests['v3.18'] });
});

it('renders no resource twice', () => {
  for (const { name, manifests } of all) {
    const ids = manifests['v4.1'].map(
      ({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`,
    );
    expect({ name, ids }).toEqual({ name, ids: [...new Set(ids)] });
  }
});

describe('the types of Kubernetes and the Prometheus operator', () => {
  it('hold for every manifest, without unknown fields', async () => {
    const unique = new Map(
      all
        .flatMap(({ manifests }) => manifests['v4.1'])
        .map((manifest) => [JSON.stringify(manifest), manifest]),
    );
    expect(await typeErrors([...unique.values()])).toBe('');
  });

  it.each([
    ['Deployment', 'spec', { replicaCount: 1 }, '\'"replicaCount"\' does not exist in type'],
    ['ServiceMonitor', 'spec', { endpoint: [] }, '\'"endpoint"\' does not exist in type'],
    ['VerticalPodAutoscaler', 'spec', { target: {} }, '\'"target"\' does not exist in type'],
    ['Service', 'spec', { type: 1 }, "Type 'number' is not assignable to type"],
  ])('would refuse a %s with another %s', async (kind, field, change, message) => {
    const [manifest] = all.flatMap(({ manifests }) => manifests['v4.1'].filter((each) => each.kind === kind));
    const broken = { ...manifest, [field]: { ...manifest?.spec, ...change } } as Manifest;
    expect(await typeErrors([broken])).toContain(message);
  });
});

describe('Pod Security "restricted"', () => {
  it('holds for the pods of every combination', () => {
    let pods = 0;
    for (const { name, manifests } of all) {
      for (const [kind, pod] of podsOf(manifests['v4.1'])) {
        pods += 1;
        const problems = pod['hostNetwork'] === true ? ['hostNetwork'] : [];
        expect({ name, kind, problems: podSecurityProblems(pod) }).toEqual({ name, kind, problems });
      }
    }
    expect(pods).toBeGreaterThan(all.length);
  });

  it('would refuse a pod without security contexts', () => {
    const pod = {
      containers: [{ name: 'a' }],
      volumes: [{ name: 'b', hostPath: { path: '/' } }],
      hostPID: true,
    };
    expect(podSecurityProblems(pod)).toEqual([
      'hostPID',
      'volume b',
      'a: allowPrivilegeEscalation',
      'a: capabilities are not dropped',
      'a: runAsNonRoot',
      'a: seccompProfile',
    ]);
  });
});

it('has a read-only root file system and no token of Kubernetes in every pod', async () => {
  for (const [, pod] of podsOf(await render('v4.1', 'default'))) {
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      containers: [{ securityContext: { readOnlyRootFilesystem: true } }],
    });
  }
});

it('has the rules of the product in its PrometheusRule, which know of runbooks where the values say', async () => {
  const source = readFileSync('config/prometheus/restore-test-monitor.rules.yaml', 'utf8');
  expect(await rulesOf('prometheus-rule')).toEqual(parse(source.replaceAll(/^ +runbook_url: .*\n/gm, '')));
  const urls = JSON.stringify(await rulesOf('prometheus-rule-overrides')).match(/"runbook_url":"[^"]+"/g);
  expect(urls?.length).toBeGreaterThan(20);
  for (const url of urls ?? []) {
    expect(url).toMatch(/^"runbook_url":"https:\/\/runbooks\.example\.com\/backup\/AWSBackup\w+\.md"$/);
  }
});

it('reads owners from the label that the values name, in rules and dashboards', async () => {
  for (const name of ['prometheus-rule-overrides', 'grafana']) {
    const text = JSON.stringify(await render('v4.1', name));
    expect(text).toContain('tag_team');
    expect(text).not.toContain('tag_owner');
  }
});

async function rulesOf(name: string) {
  return (await render('v4.1', name)).find(({ kind }) => kind === 'PrometheusRule')?.spec;
}

function podsOf(manifests: readonly Manifest[]): [string, PodSpec][] {
  return manifests.flatMap(({ kind, spec }): [string, PodSpec][] => {
    if (kind === 'Pod') return [[kind, spec as unknown as PodSpec]];
    const template = spec?.['template'] as { spec: PodSpec } | undefined;
    return template ? [[kind, template.spec]] : [];
  });
}
