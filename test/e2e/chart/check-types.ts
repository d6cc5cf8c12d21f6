import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Manifest, tools } from './real-helm.js';

const operator = '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';

/** Where the type of each kind of manifest comes from. */
const types: Readonly<Record<string, string>> = {
  ConfigMap: 'kubernetes-models/v1',
  Deployment: 'kubernetes-models/apps/v1',
  HTTPRoute: '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1',
  Ingress: 'kubernetes-models/networking.k8s.io/v1',
  NetworkPolicy: 'kubernetes-models/networking.k8s.io/v1',
  Pod: 'kubernetes-models/v1',
  PodDisruptionBudget: 'kubernetes-models/policy/v1',
  PodMonitor: operator,
  PrometheusRule: operator,
  Secret: 'kubernetes-models/v1',
  Service: 'kubernetes-models/v1',
  ServiceAccount: 'kubernetes-models/v1',
  ServiceMonitor: operator,
  StatefulSet: 'kubernetes-models/apps/v1',
  VerticalPodAutoscaler: resolve('test/e2e/chart/vertical-pod-autoscaler.js'),
};

/** What the compiler says of the manifests as values of their types: unknown fields, missing ones, and wrong values. */
export function typeErrors(manifests: readonly Manifest[]): Promise<string> {
  const kinds = [...new Set(manifests.map(({ kind }) => kind))];
  const source = [
    ...kinds.map((kind) => `import type { I${kind} } from '${types[kind]}';`),
    ...manifests.map((manifest) => `void (${JSON.stringify(manifest)} satisfies I${manifest.kind});`),
  ];
  const directory = mkdtempSync(join(tools, 'types-'));
  writeFileSync(join(directory, 'manifests.ts'), `${source.join('\n')}\n`);
  writeFileSync(join(directory, 'package.json'), '{ "type": "module" }');
  writeFileSync(
    join(directory, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: ['manifests.ts'] }),
  );
  return new Promise((done) => {
    execFile('node_modules/.bin/tsc', ['--project', directory], (_, stdout, stderr) => {
      rmSync(directory, { recursive: true });
      done(stdout + stderr);
    });
  });
}

const compilerOptions = {
  target: 'ES2023',
  module: 'NodeNext',
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  noEmit: true,
  types: [],
};
