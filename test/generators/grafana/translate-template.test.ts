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
])('an annotation with %s', (_, prometheus, grafana) => {
  expect(translateAnnotation(prometheus)).toBe(grafana);
});

it('a label, of which provisioning expands what looks like a variable', () => {
  expect(translateLabel('{{ $labels.aws_account }}: {{ $value }}')).toBe(
    '{{ $$labels.aws_account }}: {{ $$values.A.Value }}',
  );
});
