#!/usr/bin/env bash
# Installs, upgrades, rolls back and uninstalls the chart on a real API server; README.md tells what it needs.
set -euo pipefail
cd "$(dirname "$0")/../.."

: "${KUBE_APISERVER:?the path of a kube-apiserver}"
tools=${RESTORE_TEST_MONITOR_TOOLS:-${TMPDIR:-/tmp}/restore-test-monitor-tools}
work=$(mktemp -d)
pids=()
stop() {
  for pid in "${pids[@]}"; do kill "$pid" && wait "$pid"; done 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT

say() { printf '\n== %s\n' "$*"; }

start_server() {
  local etcd=http://127.0.0.1:22379
  "${ETCD:-etcd}" --data-dir "$work/etcd" --listen-client-urls "$etcd" --advertise-client-urls "$etcd" \
    --listen-peer-urls http://127.0.0.1:22380 --initial-advertise-peer-urls http://127.0.0.1:22380 \
    --initial-cluster default=http://127.0.0.1:22380 >"$work/etcd.log" 2>&1 &
  pids+=($!)
  openssl genrsa -out "$work/key" 2048 2>/dev/null
  echo 'token,admin,admin,system:masters' >"$work/tokens"
  "$KUBE_APISERVER" --etcd-servers="$etcd" --bind-address=127.0.0.1 --advertise-address=127.0.0.1 --secure-port=26443 \
    --cert-dir="$work/certificates" --service-cluster-ip-range=10.0.0.0/24 --token-auth-file="$work/tokens" \
    --service-account-issuer=https://127.0.0.1 --service-account-signing-key-file="$work/key" \
    --service-account-key-file="$work/key" --api-audiences=api --authorization-mode=RBAC \
    --disable-admission-plugins=ServiceAccount >"$work/kube-apiserver.log" 2>&1 &
  pids+=($!)
  for _ in $(seq 300); do
    curl -ksf -H 'Authorization: Bearer token' https://127.0.0.1:26443/readyz >/dev/null && return
    sleep 0.2
  done
  tail "$work/kube-apiserver.log"
  return 1
}

export KUBECONFIG="$work/kubeconfig"
cat >"$KUBECONFIG" <<'END'
apiVersion: v1
kind: Config
clusters: [{ name: local, cluster: { server: "https://127.0.0.1:26443", insecure-skip-tls-verify: true } }]
users: [{ name: admin, user: { token: token } }]
contexts: [{ name: local, context: { cluster: local, user: admin, namespace: default } }]
current-context: local
END

kubectl() { "$tools/kubectl-v33" "$@"; }

start_server
say "kube-apiserver $(kubectl version --output json | jq -r .serverVersion.gitVersion)"
kubectl apply -f test/kubernetes/custom-resources.yaml
# The class of scheduling-values.yaml.
kubectl create -f - <<<'{"apiVersion": "node.k8s.io/v1", "kind": "RuntimeClass", "metadata": {"name": "gvisor"}, "handler": "runsc"}'
kubectl wait --for condition=established crd --all --timeout 60s >/dev/null
for namespace in monitoring observability backup; do kubectl create namespace "$namespace"; done

chart="$work/restore-test-monitor"
cp -r helm/restore-test-monitor "$chart"
sed -i 's/^kubeVersion: .*/kubeVersion: ">=1.20.0-0"/' "$chart/Chart.yaml"

known() { # of manifests on stdin, those of a kind that the server knows; the others are named
  local kinds
  kinds=$(kubectl api-resources --no-headers | awk '{ print $(NF-2) "/" $NF }')
  KINDS="$kinds" node --input-type=module -e '
    import { parseAllDocuments } from "yaml";
    const kinds = new Set(process.env.KINDS.split("\n"));
    let text = "";
    for await (const chunk of process.stdin) text += chunk;
    for (const document of parseAllDocuments(text)) {
      const { apiVersion, kind } = document.toJS() ?? {};
      if (kinds.has(`${apiVersion}/${kind}`)) console.log(`---\n${document}`);
      else if (kind) console.error(`  not known to the server: ${apiVersion}/${kind}`);
    }'
}

for version in v3.18 v4.1; do
  helm="$tools/helm-$version"
  say "Helm $version: --dry-run=server of every values file"
  for values in helm/restore-test-monitor/ci/*.yaml; do
    "$helm" template backup "$chart" --namespace monitoring --values "$values" | known >"$work/manifests.yaml"
    kubectl apply --dry-run=server -f "$work/manifests.yaml" >"$work/accepted"
    printf '%s: %s manifests\n' "$(basename "$values")" "$(wc -l <"$work/accepted")"
  done

  say "Helm $version: install, upgrade, rollback, uninstall"
  everything=(--namespace monitoring --values test/kubernetes/everything-values.yaml)
  "$helm" install backup "$chart" "${everything[@]}" | grep STATUS
  kubectl get deployment,statefulset,service,serviceaccount,configmap,secret,networkpolicy,servicemonitor,prometheusrule,verticalpodautoscaler \
    --all-namespaces --selector app.kubernetes.io/instance=backup --output name
  "$helm" upgrade backup "$chart" "${everything[@]}" --set replicaCount=3 | grep STATUS
  kubectl get deployment,statefulset --namespace monitoring --output name
  "$helm" rollback backup 1 --namespace monitoring
  kubectl get deployment,statefulset --namespace monitoring --output name
  "$helm" history backup --namespace monitoring
  "$helm" uninstall backup --namespace monitoring
  left=$(kubectl get all,configmap,secret,serviceaccount,networkpolicy,servicemonitor,prometheusrule,verticalpodautoscaler \
    --all-namespaces --selector app.kubernetes.io/instance=backup --output name)
  if [ -n "$left" ]; then
    printf 'left behind:\n%s\n' "$left"
    exit 1
  fi
done
say 'passed'
