{{/* Three quarters of a memory limit in MiB, as V8 takes the size of its old generation; nothing where there is no limit. */}}
{{- define "restore-test-monitor.heapMiB" -}}
{{- $limit := dig "limits" "memory" "" (.Values.resources | toJson | fromJson) | toString }}
{{- $units := dict "" 1.0 "k" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "Ki" 1024.0 "Mi" 1048576.0 "Gi" 1073741824.0 "Ti" 1099511627776.0 }}
{{- $unit := regexFind "[A-Za-z]*$" $limit }}
{{- $number := trimSuffix $unit $limit }}
{{- if and $limit (hasKey $units $unit) (regexMatch "^[0-9]+([.][0-9]+)?$" $number) }}
{{- divf (mulf (float64 $number) (get $units $unit) 0.75) 1048576 | floor | int64 }}
{{- end }}
{{- end }}
