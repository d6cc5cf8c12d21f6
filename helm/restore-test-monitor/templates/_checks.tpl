{{/* Fails with all that contradicts itself, which the schema of the values cannot tell. */}}
{{- define "restore-test-monitor.checks" -}}
{{- $problems := list }}
{{- $web := dig "web" dict (default dict .Values.config | toJson | fromJson) | default dict }}
{{- if not (.Values.image).repository }}
{{- $problems = append $problems "image.repository: set it to where you have pushed the image that you have built from this repository; no registry has it yet" }}
{{- end }}
{{- if and (.Values.httpRoute).enabled (not .Values.httpRoute.parentRefs) }}
{{- $problems = append $problems "httpRoute.parentRefs: name the gateway that the route belongs to" }}
{{- end }}
{{- if and .Values.service.loadBalancerSourceRanges (ne .Values.service.type "LoadBalancer") }}
{{- $problems = append $problems "service.loadBalancerSourceRanges: has no effect without service.type LoadBalancer" }}
{{- end }}
{{- if and .Values.service.externalTrafficPolicy (eq .Values.service.type "ClusterIP") }}
{{- $problems = append $problems "service.externalTrafficPolicy: has no effect with service.type ClusterIP" }}
{{- end }}
{{- if hasKey $web "listenAddress" }}
{{- $problems = append $problems "config.web.listenAddress: set containerPort instead" }}
{{- end }}
{{- if hasKey $web "configFile" }}
{{- $problems = append $problems "config.web.configFile: set webConfig instead" }}
{{- end }}
{{- if hasKey (default dict .Values.config) "sharding" }}
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
{{- if and (.Values.serviceMonitor).enabled (.Values.podMonitor).enabled }}
{{- $problems = append $problems "serviceMonitor.enabled and podMonitor.enabled: set one of them, or everything is scraped twice" }}
{{- end }}
{{- if $problems }}
{{- fail (printf "\n\n%s\n" (join "\n" $problems)) }}
{{- end }}
{{- end }}
