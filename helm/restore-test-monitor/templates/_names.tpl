{{- define "restore-test-monitor.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 52 | trimSuffix "-" }}
{{- end }}

{{/* A StatefulSet's label controller-revision-hash takes 11 of the 63 characters. */}}
{{- define "restore-test-monitor.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" }}
{{- else if contains $name .Release.Name }}
{{- .Release.Name | trunc 52 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 52 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "restore-test-monitor.namespace" -}}
{{- default .Release.Namespace .Values.namespaceOverride }}
{{- end }}

{{- define "restore-test-monitor.serviceAccountName" -}}
{{- $name := tpl (default "" .Values.serviceAccount.name) . }}
{{- if .Values.serviceAccount.create }}
{{- default (include "restore-test-monitor.fullname" .) $name }}
{{- else }}
{{- default "default" $name }}
{{- end }}
{{- end }}

{{- define "restore-test-monitor.configMapName" -}}
{{- default (include "restore-test-monitor.fullname" .) (tpl (default "" .Values.existingConfigMap) .) }}
{{- end }}

{{- define "restore-test-monitor.webSecretName" -}}
{{- default (printf "%s-web" (include "restore-test-monitor.fullname" .)) (tpl (default "" .Values.webConfig.existingSecret) .) }}
{{- end }}

{{- define "restore-test-monitor.image" -}}
{{- $registry := default .Values.image.registry (.Values.global).imageRegistry | default "" }}
{{- $repository := ternary (printf "%s/%s" $registry .Values.image.repository) .Values.image.repository (ne $registry "") }}
{{- if .Values.image.digest }}
{{- printf "%s@%s" $repository .Values.image.digest }}
{{- else }}
{{- printf "%s:%s" $repository (default .Chart.AppVersion .Values.image.tag) }}
{{- end }}
{{- end }}
