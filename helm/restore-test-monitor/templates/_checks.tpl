{{/* Fails with all that contradicts itself, which the schema of the values cannot tell. */}}
{{- define "restore-test-monitor.checks" -}}
{{- $problems := list }}
{{- $web := dig "web" dict (.Values.config | toJson | fromJson) | default dict }}
{{- if hasKey $web "listenAddress" }}
{{- $problems = append $problems "config.web.listenAddress: set containerPort instead" }}
{{- end }}
{{- if hasKey $web "configFile" }}
{{- $problems = append $problems "config.web.configFile: set webConfig instead" }}
{{- end }}
{{- if hasKey .Values.config "sharding" }}
{{- $problems = append $problems "config.sharding: set replicaCount instead" }}
{{- end }}
{{- if and .Values.existingConfigMap .Values.existingConfigSecret }}
{{- $problems = append $problems "existingConfigMap and existingConfigSecret: set one of them" }}
{{- end }}
{{- if and .Values.config (or .Values.existingConfigMap .Values.existingConfigSecret) }}
{{- $problems = append $problems "config: has no effect beside existingConfigMap or existingConfigSecret" }}
{{- end }}
{{- if and .Values.webConfig.content .Values.webConfig.existingSecret }}
{{- $problems = append $problems "webConfig.content: has no effect beside webConfig.existingSecret" }}
{{- end }}
{{- if and .Values.webConfig.certificateSecret (not (include "restore-test-monitor.web" . | fromJson).isConfigured) }}
{{- $problems = append $problems "webConfig.certificateSecret: has no effect without webConfig.content or webConfig.existingSecret" }}
{{- end }}
{{- if and .Values.serviceMonitor.enabled .Values.podMonitor.enabled }}
{{- $problems = append $problems "serviceMonitor.enabled and podMonitor.enabled: set one of them, or everything is scraped twice" }}
{{- end }}
{{- if $problems }}
{{- fail (printf "\n\n%s\n" (join "\n" $problems)) }}
{{- end }}
{{- end }}
