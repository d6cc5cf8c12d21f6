{{/* A rule of the product as the values have it, as YAML; nothing where they disable it. Takes rule and values. */}}
{{- define "restore-test-monitor.rule" -}}
{{- $rule := .rule }}
{{- $override := get .values.overrides $rule.alert | default dict }}
{{- if ne (get $override "enabled" | toString) "false" }}
{{- $severity := empty $override.severity | ternary dict (dict "severity" $override.severity) }}
{{- $labels := mergeOverwrite dict (default dict $rule.labels) .values.alertLabels (default dict $override.labels) $severity }}
{{- $rule = set $rule "labels" $labels }}
{{- with get $override "for" }}
{{- $rule = set $rule "for" . }}
{{- end }}
{{- if .values.runbookUrlBase }}
{{- $page := regexFind "[^/]+$" $rule.annotations.runbook_url }}
{{- $_ := set $rule.annotations "runbook_url" (printf "%s/%s" (trimSuffix "/" .values.runbookUrlBase) $page) }}
{{- else }}
{{- $_ := unset $rule.annotations "runbook_url" }}
{{- end }}
{{- toYaml $rule }}
{{- end }}
{{- end }}
