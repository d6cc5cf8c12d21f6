import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chart, type HelmVersion, helm, helmVersions, template } from './real-helm.js';

/** Values, and what the message has to name with Helm 3 and Helm 4. */
type Refusal = readonly [values: object, three: string, four: string];

const typos: readonly Refusal[] = [
  [
    { imagee: {} },
    '(root): Additional property imagee is not allowed',
    "at '': additional properties 'imagee' not allowed",
  ],
  [
    { serviceMonitor: { enable: true } },
    'serviceMonitor: Additional property enable is not allowed',
    "at '/serviceMonitor': additional properties 'enable' not allowed",
  ],
  [
    { networkPolicy: { egress: { enabeld: true } } },
    'networkPolicy.egress: Additional property enabeld is not allowed',
    "at '/networkPolicy/egress': additional properties 'enabeld' not allowed",
  ],
  [
    { prometheusRule: { overrides: { AWSBackupRestoreTestFailled: {} } } },
    'prometheusRule.overrides: Additional property AWSBackupRestoreTestFailled is not allowed',
    "at '/prometheusRule/overrides': additional properties 'AWSBackupRestoreTestFailled' not allowed",
  ],
  [{ image: { tag: 1.2 } }, 'image.tag: Invalid type', "at '/image/tag': got number, want string"],
  [{ service: null }, '(root): service is required', "at '': missing property 'service'"],
];

const configurations: readonly Refusal[] = [
  [
    { config: { region: ['eu-central-1'] } },
    'config: Additional property region is not allowed',
    "at '/config': additional properties 'region' not allowed",
  ],
  [
    { config: { accounts: [{ id: '111122223333', rolArn: 'x' }] } },
    'config.accounts.0: Additional property rolArn is not allowed',
    "at '/config/accounts/0': additional properties 'rolArn' not allowed",
  ],
  [
    { config: { accounts: [{ name: 'production' }] } },
    'config.accounts.0: id is required',
    "at '/config/accounts/0': missing property 'id'",
  ],
  [
    // A number that has lost its leading zero.
    { config: { accounts: [{ id: 12_345_678_901 }] } },
    'config.accounts.0.id: Must be greater than or equal to 1e+11',
    "at '/config/accounts/0/id': minimum: got 1.2345678901×10¹⁰, want 1×10¹¹",
  ],
  [
    { config: { poll: { concurrency: 0 } } },
    'config.poll.concurrency: Must be greater than or equal to 1',
    "at '/config/poll/concurrency': minimum: got 0, want 1",
  ],
  [
    { config: { summaries: { period: 'ONE_WEEK' } } },
    'config.summaries.period must be one of the following: "ONE_DAY", "SEVEN_DAYS", "FOURTEEN_DAYS"',
    "at '/config/summaries/period': value must be one of 'ONE_DAY', 'SEVEN_DAYS', 'FOURTEEN_DAYS'",
  ],
  [
    { config: { regions: ['frankfurt'] } },
    'config.regions.0: Does not match pattern',
    "at '/config/regions/0': 'frankfurt' does not match pattern",
  ],
];

const contradictions: readonly (readonly [object, string])[] = [
  [{ image: { repository: '' } }, 'image.repository: set it to where you have pushed the image'],
  [{ httpRoute: { enabled: true } }, 'httpRoute.parentRefs: name the gateway'],
  [
    { service: { loadBalancerSourceRanges: ['10.0.0.0/8'] } },
    'service.loadBalancerSourceRanges: has no effect without service.type LoadBalancer',
  ],
  [
    { service: { externalTrafficPolicy: 'Local' } },
    'service.externalTrafficPolicy: has no effect with service.type ClusterIP',
  ],
  [{ config: { web: { listenAddress: ':80' } } }, 'config.web.listenAddress: set containerPort instead'],
  [{ config: { sharding: { totalShards: 3 } } }, 'config.sharding: set replicaCount instead'],
  [
    { existingConfigMap: 'a', existingConfigSecret: 'b' },
    'existingConfigMap and existingConfigSecret: set one of them',
  ],
  [
    { existingConfigMap: 'a', config: { regions: ['eu-central-1'] } },
    'config: has no effect beside existingConfigMap or existingConfigSecret',
  ],
  [
    { webConfig: { existingSecret: 'a', content: { rate_limit: {} } } },
    'webConfig.content: has no effect beside webConfig.existingSecret',
  ],
  [
    { webConfig: { certificateSecret: 'a' } },
    'webConfig.certificateSecret: has no effect without webConfig.content or webConfig.existingSecret',
  ],
  [
    { serviceMonitor: { enabled: true }, podMonitor: { enabled: true } },
    'serviceMonitor.enabled and podMonitor.enabled: set one of them',
  ],
];

const accepted = [
  { global: { somethingOfTheParent: { a: 1 } } },
  { enabled: true },
  { config: { accounts: [{ id: 111_122_223_333 }] } },
  {
    config: { accounts: [{ id: '012345678901', name: '{{ .Release.Name }}', externalId: '${EXTERNAL_ID}' }] },
  },
  { config: { poll: null, regions: 'all' } },
  { livenessProbe: null, readinessProbe: null, podSecurityContext: null },
];

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'restore-test-monitor-values-'));
});

afterAll(() => rmSync(directory, { recursive: true }));

describe.each(helmVersions)('with Helm %s', (version) => {
  it.each(typos)('names what is misspelt in %j', async (values, three, four) => {
    expect(await refusal(version, values)).toContain(version === 'v3.18' ? three : four);
  });

  it.each(configurations)('says why the configuration in %j is none', async (values, three, four) => {
    expect(await refusal(version, values)).toContain(version === 'v3.18' ? three : four);
  });

  it.each(contradictions)('refuses %j: %s', async (values, message) => {
    expect(await refusal(version, values)).toContain(message);
  });

  it.each(accepted)('takes %j', async (values) => {
    expect(await template(version, [written(values)])).toContain('kind: Deployment');
  });
});

async function refusal(version: HelmVersion, values: object): Promise<string> {
  const { code, stdout, stderr } = await helm(
    version,
    'template',
    'backup',
    chart,
    '--values',
    written(values),
  );
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  return stderr;
}

function written(values: object): string {
  const file = join(directory, 'values.yaml');
  writeFileSync(file, JSON.stringify({ image: { repository: 'registry.example.com/image' }, ...values }));
  return file;
}
