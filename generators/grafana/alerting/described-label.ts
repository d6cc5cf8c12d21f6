/** A label that a description looks up, since it is no part of what makes an alert the same: it may change while the alert goes on. */
export interface DescribedLabel {
  readonly label: string;
  /** The metric, with the matchers that do not depend on the alert. */
  readonly selector: string;
  /** The labels of the alert by which the series is found. */
  readonly by: readonly string[];
}

const lookUp =
  /\{\{ with printf `sort_desc\(max by \((?<label>\w+)\) \(timestamp\((?<metric>\w+)\{(?<matchers>[^}]*)\}\) or last_over_time\(\k<metric>\{\k<matchers>\}\[15m\]\)\)\)` (?<by>(?:\$labels\.\w+ )+)\| query \}\}(?<before>.*?)\{\{ \. \| first \| label "\k<label>" \}\}(?<after>.*?)\{\{ end \}\}/g;

/** The labels that a template for Prometheus looks up, in their order. */
export function describedLabels(template: string): DescribedLabel[] {
  const found = [...template.matchAll(lookUp)].map(({ groups = {} }) => groups);
  return found.map(({ label = '', metric = '', matchers = '', by = '' }) => ({
    label,
    selector: selectorOf(metric, matchers),
    by: [...by.matchAll(/\$labels\.(\w+)/g)].map(([, name = '']) => name),
  }));
}

function selectorOf(metric: string, matchers: string): string {
  const fixed = matchers.split(', ').filter((matcher) => !matcher.includes('%'));
  return fixed.length === 0 ? metric : `${metric}{${fixed.join(', ')}}`;
}

/** The template with other code for each look-up, which gets the text before and after the label. */
export function replaceDescribedLabels(
  template: string,
  codeOf: (index: number, label: string, before: string, after: string) => string,
): string {
  return [...template.matchAll(lookUp)].reduce((text, { 0: found, groups = {} }, index) => {
    const { label = '', before = '', after = '' } = groups;
    return text.replace(found, () => codeOf(index, label, before, after));
  }, template);
}

/** The series of an alert with the label beside those that they have. The value is of no use. */
export function withDescribedLabel(expr: string, { label, selector, by }: DescribedLabel): string {
  const on = by.join(', ');
  return `(
${expr.trimEnd()}
) * 0
+ on (${on}) group_left (${label})
  0 * topk by (${on}) (1,
    max by (${on}, ${label}) (timestamp(${selector}) or last_over_time(${selector}[15m]))
  )
`;
}
