/**
 * An annotation for Prometheus, for Grafana: `$value` there is a text of all values, and there are no external labels.
 * Functions like humanizeDuration are the same.
 */
export function translateAnnotation(template: string): string {
  return template
    .replaceAll(/\{\{-? *with \$externalLabels\.\w+ *-?\}\}.*?\{\{-? *end *-?\}\}/g, '')
    .replaceAll(/\$value\b/g, '$values.A.Value');
}

/** A label, in which file provisioning expands variables of the environment, unlike in an annotation. */
export function translateLabel(template: string): string {
  return translateAnnotation(template).replaceAll('$', '$$$$');
}
