{{/* Three quarters of a memory limit in MiB, as V8 takes the size of its old generation; nothing where there is no limit. */}}
{{- define "restore-test-monitor.heapMiB" -}}
{{- $limit := dig "limits" "memory" "" (default dict .Values.resources | toJson | fromJson) }}
{{- $units := dict
  "" 1.0 "m" 1e-3
  "k" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "P" 1e15 "E" 1e18
  "Ki" 1024.0 "Mi" 1048576.0 "Gi" 1073741824.0 "Ti" 1099511627776.0 "Pi" 1125899906842624.0 "Ei" 1152921504606846976.0
}}
{{- $bytes := 0.0 }}
{{- if not (kindIs "string" $limit) }}
{{- $bytes = float64 $limit }}
{{- else if regexMatch "^[+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+|[A-Za-z]*)$" $limit }}
{{- $number := regexFind "^[+]?[0-9.]+([eE][+-]?[0-9]+)?" $limit }}
{{- $bytes = mulf (float64 (trimPrefix "+" $number)) (get $units (trimPrefix $number $limit) | default 0.0) }}
{{- end }}
{{- if gt $bytes 0.0 }}
{{- divf (mulf $bytes 0.75) 1048576 | floor | int64 }}
{{- end }}
{{- end }}
