{{- define "restore-test-monitor.selectorLabels" -}}
app.kubernetes.io/name: {{ include "restore-test-monitor.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/* Labels of a pod: none that only a new version of the chart would change. */}}
{{- define "restore-test-monitor.podLabels" -}}
{{- $labels := include "restore-test-monitor.sharedLabels" . | fromYaml }}
{{- $own := tpl (toYaml .Values.podLabels) . | fromYaml }}
{{- mergeOverwrite $labels $own (include "restore-test-monitor.selectorLabels" . | fromYaml) | toYaml }}
{{- end }}

{{- define "restore-test-monitor.sharedLabels" -}}
{{ include "restore-test-monitor.selectorLabels" . }}
app.kubernetes.io/component: exporter
app.kubernetes.io/part-of: {{ include "restore-test-monitor.name" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- if .Values.releaseLabel }}
release: {{ .Release.Name }}
{{- end }}
{{- with .Values.commonLabels }}
{{ tpl (toYaml .) $ }}
{{- end }}
{{- end }}

{{/* The metadata of a resource. Takes root, and optionally name, namespace, labels and annotations. A label of the resource wins. */}}
{{- define "restore-test-monitor.metadata" -}}
{{- $labels := include "restore-test-monitor.sharedLabels" .root | fromYaml }}
{{- $chart := printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- $_ := set $labels "app.kubernetes.io/managed-by" .root.Release.Service }}
{{- $_ := set $labels "helm.sh/chart" $chart }}
{{- $own := tpl (toYaml (default dict .labels)) .root | fromYaml -}}
name: {{ default (include "restore-test-monitor.fullname" .root) .name }}
namespace: {{ default (include "restore-test-monitor.namespace" .root) .namespace }}
labels:
  {{- toYaml (mergeOverwrite $labels $own) | nindent 2 }}
{{- with .annotations }}
annotations:
  {{- tpl (toYaml .) $.root | nindent 2 }}
{{- end }}
{{- end }}
