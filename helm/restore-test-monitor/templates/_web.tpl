{{/* What the web configuration asks of clients, as JSON: tls, basicAuth, clientCertificate. */}}
{{- define "restore-test-monitor.web" -}}
{{- $given := .Values.webConfig }}
{{- $content := default dict $given.content }}
{{- $tls := default dict $content.tls_server_config }}
{{- $required := list "RequireAnyClientCert" "RequireClientCert" "RequireAndVerifyClientCert" }}
{{- dict
  "isConfigured" (or (not (empty $content)) (not (empty $given.existingSecret)))
  "tls" (or $given.tls (not (empty $tls)))
  "basicAuth" (or $given.basicAuth (not (empty $content.basic_auth_users)))
  "clientCertificate" (or $given.clientCertificate (has (toString $tls.client_auth_type) $required))
  | toJson }}
{{- end }}

{{- define "restore-test-monitor.scheme" -}}
{{- (include "restore-test-monitor.web" . | fromJson).tls | ternary "https" "http" }}
{{- end }}

{{- define "restore-test-monitor.telemetryPath" -}}
{{- dig "web" "telemetryPath" "/metrics" (default dict .Values.config | toJson | fromJson) | default "/metrics" }}
{{- end }}

{{/* A probe. Takes root, probe and path. The kubelet cannot show a certificate, nor a user unless a header of the probe does. */}}
{{- define "restore-test-monitor.probe" -}}
{{- $web := include "restore-test-monitor.web" .root | fromJson }}
{{- $probe := omit .probe "httpHeaders" }}
{{- if or .probe.httpGet .probe.tcpSocket .probe.exec .probe.grpc -}}
{{ toYaml $probe }}
{{- else if or $web.clientCertificate (and $web.basicAuth (not .probe.httpHeaders)) -}}
tcpSocket:
  port: http
{{ toYaml $probe }}
{{- else -}}
httpGet:
  path: {{ .path }}
  port: http
  {{- if $web.tls }}
  scheme: HTTPS
  {{- end }}
  {{- with .probe.httpHeaders }}
  httpHeaders:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{ toYaml $probe }}
{{- end }}
{{- end }}
