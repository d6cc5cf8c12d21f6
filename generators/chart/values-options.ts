import * as z from 'zod';
import { configSchemaForHelm, webConfigSchemaForHelm } from './config-schema.js';

const text = z.string();
const flag = z.boolean();
const count = z.int().min(0);
const port = z.int().min(1).max(65_535);
const list = z.array(z.unknown());
const texts = z.array(text);
/** A part of a manifest, which Kubernetes checks. */
const manifest = z.looseObject({});
const manifests = z.array(manifest);
const textByName = z.record(text, text);
const interval = text.regex(/^(?:[0-9]+(?:ms|[smhdwy]))*$/);
const oneOf = (...names: string[]) => z.enum(['', ...names]);
/** Sections that the templates cannot do without; of the others, `null` is as good as not enabled. */
const needed = { image: true, serviceAccount: true, service: true, webConfig: true } as const;
/** Every key has a default in values.yaml, and `null` takes it away. */
const section = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => z.strictObject(shape).partial();

const scrapeProtocol = z.enum([
  'PrometheusProto',
  'OpenMetricsText0.0.1',
  'OpenMetricsText1.0.0',
  'PrometheusText0.0.4',
  'PrometheusText1.0.0',
]);

const pullSecrets = z.array(z.union([text, section({ name: text })]));

const alertOverride = section({ enabled: flag, for: interval, severity: text, labels: textByName }).meta({
  id: 'alertOverride',
});

const monitor = {
  enabled: flag,
  namespace: text,
  additionalLabels: textByName,
  annotations: textByName,
  jobLabel: text,
  podTargetLabels: texts,
  interval,
  scrapeTimeout: interval,
  path: text,
  scheme: oneOf('http', 'https'),
  tlsConfig: manifest,
  basicAuth: manifest,
  authorization: manifest,
  oauth2: manifest,
  enableHttp2: flag,
  honorLabels: flag,
  honorTimestamps: flag,
  relabelings: manifests,
  metricRelabelings: manifests,
  sampleLimit: count,
  targetLimit: count,
  labelLimit: count,
  labelNameLengthLimit: count,
  labelValueLengthLimit: count,
  bodySizeLimit: text.regex(/^(?:\d+(?:[KMGTPE]i?)?B)?$|^0$/),
  scrapeProtocols: z.array(scrapeProtocol),
  fallbackScrapeProtocol: z.union([z.literal(''), scrapeProtocol]),
  scrapeClass: text,
  proxyUrl: text,
};

const grafanaConfigMap = {
  enabled: flag,
  namespace: text,
  label: text,
  labelValue: text,
  annotations: textByName,
};

/** The values of the chart. The schemas of both configurations are the daemon's own. */
export function valuesOptions(alerts: readonly string[]) {
  return section({
    enabled: flag.meta({
      description: 'Not used by the chart: what a parent chart may name as its condition.',
    }),
    global: z.looseObject({ imageRegistry: text, imagePullSecrets: pullSecrets }).partial(),
    nameOverride: text,
    fullnameOverride: text,
    namespaceOverride: text,
    commonLabels: textByName,
    releaseLabel: flag,
    image: section({
      registry: text,
      repository: text,
      tag: text,
      digest: text.regex(/^(?:sha256:[0-9a-f]{64})?$/),
      pullPolicy: z.enum(['Always', 'IfNotPresent', 'Never']),
    }),
    imagePullSecrets: pullSecrets,
    replicaCount: count.max(1000),
    strategy: manifest,
    revisionHistoryLimit: count,
    annotations: textByName,
    config: z.unknown().meta(configSchemaForHelm()),
    existingConfigMap: text,
    existingConfigSecret: text,
    existingConfigKey: text,
    configReload: section({ enabled: flag, interval }),
    log: section({
      level: oneOf('debug', 'info', 'warn', 'error'),
      format: oneOf('json', 'pretty'),
    }),
    aws: section({ region: text, existingSecret: text, accessKeyIdKey: text, secretAccessKeyKey: text }),
    webConfig: section({
      content: z.unknown().meta(webConfigSchemaForHelm()),
      existingSecret: text,
      existingSecretKey: text,
      tls: flag,
      basicAuth: flag,
      clientCertificate: flag,
      certificateSecret: text,
    }),
    serviceAccount: section({
      create: flag,
      name: text,
      annotations: textByName,
      labels: textByName,
      automountServiceAccountToken: flag,
    }),
    podSecurityContext: manifest,
    securityContext: manifest,
    podAnnotations: textByName,
    podLabels: textByName,
    resources: manifest,
    containerPort: port,
    livenessProbe: manifest,
    readinessProbe: manifest,
    startupProbe: manifest,
    nodeSelector: textByName,
    tolerations: manifests,
    affinity: manifest,
    topologySpreadConstraints: manifests,
    priorityClassName: text,
    runtimeClassName: text,
    schedulerName: text,
    hostAliases: manifests,
    hostNetwork: flag,
    hostUsers: flag.nullable(),
    dnsPolicy: oneOf('ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'),
    dnsConfig: manifest,
    lifecycle: manifest,
    terminationGracePeriodSeconds: count,
    extraArgs: texts,
    extraEnv: z.array(z.looseObject({ name: text })),
    extraEnvFrom: manifests,
    extraVolumes: manifests,
    extraVolumeMounts: manifests,
    extraContainers: manifests,
    initContainers: manifests,
    service: section({
      type: z.enum(['ClusterIP', 'NodePort', 'LoadBalancer']),
      port,
      nodePort: port.nullable(),
      annotations: textByName,
      labels: textByName,
      ipFamilyPolicy: oneOf('SingleStack', 'PreferDualStack', 'RequireDualStack'),
      ipFamilies: z.array(z.enum(['IPv4', 'IPv6'])),
      clusterIP: text,
      loadBalancerSourceRanges: texts,
      externalTrafficPolicy: oneOf('Cluster', 'Local'),
    }),
    ingress: section({
      enabled: flag,
      className: text,
      annotations: textByName,
      labels: textByName,
      hosts: texts,
      path: text,
      pathType: z.enum(['Prefix', 'Exact', 'ImplementationSpecific']),
      tls: manifests,
    }),
    httpRoute: section({
      enabled: flag,
      annotations: textByName,
      labels: textByName,
      parentRefs: manifests,
      hostnames: texts,
      matches: manifests,
      filters: manifests,
    }),
    serviceMonitor: section({ ...monitor, targetLabels: texts }),
    podMonitor: section(monitor),
    ownerLabel: text.regex(/^tag_\w+$/),
    prometheusRule: section({
      enabled: flag,
      namespace: text,
      additionalLabels: textByName,
      annotations: textByName,
      defaultRules: flag,
      overrides: section(Object.fromEntries(alerts.map((alert) => [alert, alertOverride]))),
      alertLabels: textByName,
      runbookUrlBase: text,
      rules: manifests,
    }),
    dashboards: section({ ...grafanaConfigMap, folder: text, folderAnnotation: text }),
    grafanaAlerts: section({ ...grafanaConfigMap, datasourceUid: text, runbookUrlBase: text }),
    networkPolicy: section({
      enabled: flag,
      ingress: section({ from: manifests }),
      egress: section({ enabled: flag, rules: manifests }),
    }),
    podDisruptionBudget: section({
      enabled: flag,
      minAvailable: z.union([count, text]).nullable(),
      maxUnavailable: z.union([count, text]),
      unhealthyPodEvictionPolicy: oneOf('IfHealthyBudget', 'AlwaysAllow'),
    }),
    verticalPodAutoscaler: section({
      enabled: flag,
      recommenders: manifests,
      controlledResources: texts,
      controlledValues: oneOf('RequestsAndLimits', 'RequestsOnly'),
      minAllowed: manifest,
      maxAllowed: manifest,
      updatePolicy: manifest,
    }),
    extraManifests: list,
    tests: section({ enabled: flag }),
  }).required(needed);
}
