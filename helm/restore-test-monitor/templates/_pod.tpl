{{/* The template of a pod of the daemon. */}}
{{- define "restore-test-monitor.pod" -}}
{{- $web := include "restore-test-monitor.web" . | fromJson -}}
metadata:
  labels:
    {{- include "restore-test-monitor.podLabels" . | nindent 4 }}
  annotations:
    kubectl.kubernetes.io/default-container: restore-test-monitor
    {{- if not (.Values.configReload).enabled }}
    checksum/config: {{ include (print $.Template.BasePath "/configmap.yaml") . | sha256sum }}
    {{- end }}
    {{- if $web.isConfigured }}
    {{- /* Users and certificates change in a running daemon, but not between HTTP and HTTPS. */}}
    checksum/web: {{ $web | toJson | sha256sum }}
    {{- end }}
    {{- with .Values.podAnnotations }}
    {{- tpl (toYaml .) $ | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "restore-test-monitor.serviceAccountName" . }}
  automountServiceAccountToken: {{ .Values.serviceAccount.automountServiceAccountToken }}
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ .Values.terminationGracePeriodSeconds }}
  {{- with include "restore-test-monitor.imagePullSecrets" . | trim }}
  {{- . | nindent 2 }}
  {{- end }}
  securityContext:
    {{- toYaml .Values.podSecurityContext | nindent 4 }}
  {{- with .Values.initContainers }}
  initContainers:
    {{- tpl (toYaml .) $ | nindent 4 }}
  {{- end }}
  containers:
    - name: restore-test-monitor
      image: {{ include "restore-test-monitor.image" . }}
      imagePullPolicy: {{ .Values.image.pullPolicy }}
      args:
        {{- include "restore-test-monitor.args" . | nindent 8 }}
      {{- with include "restore-test-monitor.environment" . | trim }}
      {{- . | nindent 6 }}
      {{- end }}
      ports:
        - name: http
          containerPort: {{ .Values.containerPort }}
          protocol: TCP
      {{- with .Values.livenessProbe }}
      livenessProbe:
        {{- include "restore-test-monitor.probe" (dict "root" $ "probe" . "path" "/-/healthy") | nindent 8 }}
      {{- end }}
      {{- with .Values.readinessProbe }}
      readinessProbe:
        {{- include "restore-test-monitor.probe" (dict "root" $ "probe" . "path" "/-/ready") | nindent 8 }}
      {{- end }}
      {{- with .Values.startupProbe }}
      startupProbe:
        {{- include "restore-test-monitor.probe" (dict "root" $ "probe" . "path" "/-/healthy") | nindent 8 }}
      {{- end }}
      securityContext:
        {{- toYaml .Values.securityContext | nindent 8 }}
      {{- with .Values.resources }}
      resources:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .Values.lifecycle }}
      lifecycle:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      volumeMounts:
        - name: config
          mountPath: /etc/restore-test-monitor
          readOnly: true
        {{- with .Values.extraVolumeMounts }}
        {{- tpl (toYaml .) $ | nindent 8 }}
        {{- end }}
    {{- with .Values.extraContainers }}
    {{- tpl (toYaml .) $ | nindent 4 }}
    {{- end }}
  volumes:
    - name: config
      projected:
        sources:
          {{- include "restore-test-monitor.configSources" . | nindent 10 }}
    {{- with .Values.extraVolumes }}
    {{- tpl (toYaml .) $ | nindent 4 }}
    {{- end }}
  {{- with include "restore-test-monitor.placement" . | trim }}
  {{- . | nindent 2 }}
  {{- end }}
{{- end }}

{{- define "restore-test-monitor.imagePullSecrets" -}}
{{- with concat (default list (.Values.global).imagePullSecrets) (default list .Values.imagePullSecrets) }}
imagePullSecrets:
  {{- range . }}
  - name: {{ kindIs "string" . | ternary . (get (kindIs "map" . | ternary . dict) "name") }}
  {{- end }}
{{- end }}
{{- end }}

{{- define "restore-test-monitor.args" -}}
- --config.file=/etc/restore-test-monitor/config.yaml
- --web.listen-address=:{{ .Values.containerPort }}
{{- if (include "restore-test-monitor.web" . | fromJson).isConfigured }}
- --web.config.file=/etc/restore-test-monitor/web/web-config.yaml
{{- end }}
{{- if (.Values.configReload).enabled }}
- --config.enable-auto-reload
- --config.auto-reload-interval={{ .Values.configReload.interval }}
{{- end }}
{{- if gt (int .Values.replicaCount) 1 }}
- --shard=auto
- --total-shards={{ .Values.replicaCount }}
{{- end }}
{{- with (.Values.log).level }}
- --log.level={{ . }}
{{- end }}
{{- with (.Values.log).format }}
- --log.format={{ . }}
{{- end }}
{{- with .Values.extraArgs }}
{{ tpl (toYaml .) $ }}
{{- end }}
{{- end }}

{{/* A variable of extraEnv stands in for the one that the chart would set. */}}
{{- define "restore-test-monitor.environment" -}}
{{- $extra := tpl (toYaml .Values.extraEnv) . | fromYamlArray }}
{{- $taken := list }}
{{- range $extra }}
{{- $taken = append $taken .name }}
{{- end }}
{{- $own := list }}
{{- with (.Values.aws).region }}
{{- $own = append $own (dict "name" "AWS_REGION" "value" .) }}
{{- end }}
{{- with (.Values.aws).existingSecret }}
{{- range $name, $key := dict "AWS_ACCESS_KEY_ID" ($.Values.aws).accessKeyIdKey "AWS_SECRET_ACCESS_KEY" ($.Values.aws).secretAccessKeyKey }}
{{- $own = append $own (dict "name" $name "valueFrom" (dict "secretKeyRef" (dict "name" (tpl ($.Values.aws).existingSecret $) "key" $key))) }}
{{- end }}
{{- end }}
{{- with include "restore-test-monitor.heapMiB" . }}
{{- $own = append $own (dict "name" "NODE_OPTIONS" "value" (printf "--max-old-space-size=%s" .)) }}
{{- end }}
{{- $all := list }}
{{- range $own }}
{{- if not (has .name $taken) }}
{{- $all = append $all . }}
{{- end }}
{{- end }}
{{- with concat $all $extra -}}
env:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.extraEnvFrom }}
envFrom:
  {{- tpl (toYaml .) $ | nindent 2 }}
{{- end }}
{{- end }}

{{/* One volume for all files: /etc/restore-test-monitor/config.yaml, and web/ beside it. */}}
{{- define "restore-test-monitor.configSources" -}}
{{- $kind := ternary "configMap" "secret" (empty .Values.existingConfigSecret) }}
{{- $isOwn := not (or .Values.existingConfigMap .Values.existingConfigSecret) -}}
- {{ $kind }}:
    name: {{ ternary (tpl (default "" .Values.existingConfigSecret) .) (include "restore-test-monitor.configMapName" .) (eq $kind "secret") }}
    items:
      - key: {{ ternary "config.yaml" .Values.existingConfigKey $isOwn }}
        path: config.yaml
{{- if (include "restore-test-monitor.web" . | fromJson).isConfigured }}
- secret:
    name: {{ include "restore-test-monitor.webSecretName" . }}
    items:
      - key: {{ ternary .Values.webConfig.existingSecretKey "web-config.yaml" (not (empty .Values.webConfig.existingSecret)) }}
        path: web/web-config.yaml
{{- end }}
{{- with .Values.webConfig.certificateSecret }}
- secret:
    name: {{ tpl . $ }}
    items:
      - key: tls.crt
        path: web/tls.crt
      - key: tls.key
        path: web/tls.key
- secret:
    name: {{ tpl . $ }}
    optional: true
    items:
      - key: ca.crt
        path: web/ca.crt
{{- end }}
{{- end }}

{{- define "restore-test-monitor.placement" -}}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity:
  {{- tpl (toYaml .) $ | nindent 2 }}
{{- end }}
{{- with .Values.topologySpreadConstraints }}
topologySpreadConstraints:
  {{- range tpl (toYaml .) $ | fromYamlArray }}
  {{- $selector := dict "matchLabels" (include "restore-test-monitor.selectorLabels" $ | fromYaml) }}
  - {{ toYaml (merge . (dict "labelSelector" $selector)) | nindent 4 | trim }}
  {{- end }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .Values.runtimeClassName }}
runtimeClassName: {{ . }}
{{- end }}
{{- with .Values.schedulerName }}
schedulerName: {{ . }}
{{- end }}
{{- with .Values.hostAliases }}
hostAliases:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if .Values.hostNetwork }}
hostNetwork: true
{{- end }}
{{- if kindIs "bool" .Values.hostUsers }}
hostUsers: {{ .Values.hostUsers }}
{{- end }}
{{- with default (ternary "ClusterFirstWithHostNet" "" (default false .Values.hostNetwork)) .Values.dnsPolicy }}
dnsPolicy: {{ . }}
{{- end }}
{{- with .Values.dnsConfig }}
dnsConfig:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
