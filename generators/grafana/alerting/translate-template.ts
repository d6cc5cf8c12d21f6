import { replaceDescribedLabels } from './described-label.js';

/** The refIds of the queries that look up labels, after those that decide. */
export const describingRefIds = ['D', 'E', 'F'] as const;

/**
 * An annotation for Prometheus, for Grafana: `$value` there is a text of all values, a template cannot query, and there
 * are no external labels. Functions like humanizeDuration are the same.
 */
export function translateAnnotation(template: string): string {
  const withoutQueries = replaceDescribedLabels(
    template,
    (index, label, before, after) =>
      `{{ with $values.${describingRefIds[index]}.Labels.${label} }}${before}{{ . }}${after}{{ end }}`,
  );
  return withoutQueries
    .replaceAll(/\{\{-? *with \$externalLabels\.\w+ *-?\}\}.*?\{\{-? *end *-?\}\}/g, '')
    .replaceAll(/\$value\b/g, '$values.A.Value');
}

/** A label, in which file provisioning expands variables of the environment, unlike in an annotation. */
export function translateLabel(template: string): string {
  return translateAnnotation(template).replaceAll('$', '$$$$');
}
