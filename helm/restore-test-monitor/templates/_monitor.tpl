{{/* An endpoint of a ServiceMonitor or PodMonitor. Takes root and monitor. */}}
{{- define "restore-test-monitor.endpoint" -}}
port: http
path: {{ default (include "restore-test-monitor.telemetryPath" .root) .monitor.path }}
scheme: {{ default (include "restore-test-monitor.scheme" .root) .monitor.scheme }}
{{- with .monitor.interval }}
interval: {{ . }}
{{- end }}
{{- with .monitor.scrapeTimeout }}
scrapeTimeout: {{ . }}
{{- end }}
{{- if .monitor.honorLabels }}
honorLabels: true
{{- end }}
{{- if eq (toString .monitor.honorTimestamps) "false" }}
honorTimestamps: false
{{- end }}
{{- if eq (toString .monitor.enableHttp2) "false" }}
enableHttp2: false
{{- end }}
{{- with .monitor.proxyUrl }}
proxyUrl: {{ . }}
{{- end }}
{{- with .monitor.tlsConfig }}
tlsConfig:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .monitor.basicAuth }}
basicAuth:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .monitor.authorization }}
authorization:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .monitor.oauth2 }}
oauth2:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .monitor.relabelings }}
relabelings:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .monitor.metricRelabelings }}
metricRelabelings:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* What a ServiceMonitor and a PodMonitor have in common besides. Takes root and monitor. */}}
{{- define "restore-test-monitor.selection" -}}
{{- with .monitor.jobLabel }}
jobLabel: {{ . }}
{{- end }}
{{- with .monitor.podTargetLabels }}
podTargetLabels:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- range $limit := list "sampleLimit" "targetLimit" "labelLimit" "labelNameLengthLimit" "labelValueLengthLimit" }}
{{- if gt (int64 (get $.monitor $limit)) 0 }}
{{ $limit }}: {{ int64 (get $.monitor $limit) }}
{{- end }}
{{- end }}
{{- range $field := list "bodySizeLimit" "fallbackScrapeProtocol" "scrapeClass" }}
{{- with get $.monitor $field }}
{{ $field }}: {{ . }}
{{- end }}
{{- end }}
{{- with .monitor.scrapeProtocols }}
scrapeProtocols:
  {{- toYaml . | nindent 2 }}
{{- end }}
namespaceSelector:
  matchNames:
    - {{ include "restore-test-monitor.namespace" .root }}
selector:
  matchLabels:
    {{- include "restore-test-monitor.selectorLabels" .root | nindent 4 }}
{{- end }}
