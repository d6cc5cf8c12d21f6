/** The prose of the README of the chart. */
export const aboutInstallation = `## Install

Needs Kubernetes 1.25 or newer, and Helm 3.18 or newer or Helm 4.

\`\`\`sh
helm install restore-test-monitor helm/restore-test-monitor --namespace monitoring --values values.yaml
\`\`\`

\`\`\`yaml
# values.yaml
image:
  # Where you have pushed the image that you have built.
  repository: registry.example.com/restore-test-monitor
config:
  regions: [eu-central-1, eu-west-1]
serviceAccount:
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/restore-test-monitor
serviceMonitor:
  enabled: true
  additionalLabels:
    release: kube-prometheus-stack
prometheusRule:
  enabled: true
  additionalLabels:
    release: kube-prometheus-stack
dashboards:
  enabled: true
\`\`\`

[docs/kubernetes.md](../../docs/kubernetes.md) leads through it step by step: kube-prometheus-stack, IRSA and EKS Pod Identity, private endpoints,
proxies, TLS and users, shards, and what to do when something fails. Until the first release neither the chart nor the image is in a registry: install the
chart from a checkout, and set \`image.repository\` to where you have pushed [the image that you have built](../../docs/container.md).

\`helm test\` asks the daemon through its Service. The pods of the chart satisfy the Pod Security Standard "restricted". The daemon has no use for the Kubernetes
API, so that there is no RBAC.`;

export const aboutValues = `## Values

An unknown key is refused, and so is a \`config\` that the daemon would refuse for its shape. "Templates are expanded" means that a value may hold
\`{{ .Release.Namespace }}\` and the like.`;

export const aboutUpgrades = `## Upgrading

Versions follow [Semantic Versioning](https://semver.org/spec/v2.0.0.html); before 1.0.0 a minor version may rename values, and the
[changelog](../../CHANGELOG.md) says so. What has been renamed is refused by name, so that nothing is lost silently.

There is no earlier version yet.`;
