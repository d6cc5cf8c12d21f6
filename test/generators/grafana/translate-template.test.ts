import { expect, it } from '@jest/globals';
import {
  translateAnnotation,
  translateLabel,
} from '../../../generators/grafana/alerting/translate-template.js';

it.each([
  ['without a template', 'A restore failed.', 'A restore failed.'],
  ['labels', '{{ $labels.aws_account }}', '{{ $labels.aws_account }}'],
  ['the value', '{{ $value | humanizeDuration }}', '{{ $values.A.Value | humanizeDuration }}'],
  [
    'a condition on the value',
    '{{ if gt $value 1e9 }}a{{ else }}{{ $value }}{{ end }}',
    '{{ if gt $values.A.Value 1e9 }}a{{ else }}{{ $values.A.Value }}{{ end }}',
  ],
  ['external labels', 'down{{ with $externalLabels.cluster }} in {{ . }}{{ end }}.', 'down.'],
  [
    'other conditions beside external labels',
    '{{ with $labels.plan }}{{ . }}{{ end }}{{ with $externalLabels.a }}{{ . }}{{ end }}',
    '{{ with $labels.plan }}{{ . }}{{ end }}',
  ],
  [
    'a label that is looked up',
    'Account {{ with printf `sort_desc(max by (name) (timestamp(up{id=%[1]q}) or last_over_time(up{id=%[1]q}[15m])))` $labels.id | query }}{{ . | first | label "name" }} {{ end }}({{ $labels.id }})',
    'Account {{ with $values.D.Labels.name }}{{ . }} {{ end }}({{ $labels.id }})',
  ],
  [
    'two labels that are looked up',
    '{{ with printf `sort_desc(max by (a) (timestamp(x{b=%[1]q}) or last_over_time(x{b=%[1]q}[15m])))` $labels.b | query }}{{ . | first | label "a" }}{{ end }}{{ with printf `sort_desc(max by (c) (timestamp(y{d=%[1]q, e=%[2]q}) or last_over_time(y{d=%[1]q, e=%[2]q}[15m])))` $labels.d $labels.e | query }}, reason {{ . | first | label "c" }}{{ end }}',
    '{{ with $values.D.Labels.a }}{{ . }}{{ end }}{{ with $values.E.Labels.c }}, reason {{ . }}{{ end }}',
  ],
])('an annotation with %s', (_, prometheus, grafana) => {
  expect(translateAnnotation(prometheus)).toBe(grafana);
});

it('a label, of which provisioning expands what looks like a variable', () => {
  expect(translateLabel('{{ $labels.aws_account }}: {{ $value }}')).toBe(
    '{{ $$labels.aws_account }}: {{ $$values.A.Value }}',
  );
});
