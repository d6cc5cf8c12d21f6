/** Labels to group by. */
export const account = 'aws_account_id, aws_account';
export const place = `${account}, aws_region`;
export const plan = `${place}, restore_testing_plan`;
export const group = `${plan}, resource_type`;
export const test = `${group}, resource_arn`;
export const resource = `${place}, resource_type, resource_arn`;

/** The same without the name of the account: labels to match on, since the name may change. */
export const onPlace = 'aws_account_id, aws_region';
export const onPlan = `${onPlace}, restore_testing_plan`;
export const onGroup = `${onPlan}, resource_type`;
export const onTest = `${onGroup}, resource_arn`;

/** The latest value of a series, whichever pod shows it: a new pod is no new series. */
export function latest(by: string, selector: string): string {
  return `max by (${by}) (${selector})`;
}

/** A selector of what the variables of the dashboard select. */
export function selected(metric: string, ...matchers: readonly string[]): string {
  const all = ['aws_account=~"$account"', 'aws_region=~"$region"', ...matchers];
  return `${metric}{${all.join(', ')}}`;
}

const resourceInfo = 'aws_backup_protected_resource_info';

/** A fact of single resources, of those that the variables choose; also of those that no account lists, of which nothing more is known. */
export function ofChosenResources(fact: string, at = ''): string {
  const chosen = `${resourceInfo}{objective=~"$tier", tag_owner=~"$owner"}${at}`;
  return `(${fact} unless on (resource_arn) (${resourceInfo}${at} unless on (resource_arn) ${chosen}))`;
}

/** Those resources of a fact of which the label is known, with the label. */
export function withResourceLabel(label: string, fact: string): string {
  const known = `max by (resource_arn, ${label}) (${resourceInfo}{${label}!=""})`;
  return `${fact} * on (resource_arn) group_left (${label}) topk by (resource_arn) (1, ${known})`;
}

/** Grafana takes moments in milliseconds. */
export function moment(expression: string): string {
  return `1000 * ${expression}`;
}

/** Those elements of an expression that the other one has, too. */
export function among(expression: string, labels: string, others: string): string {
  return `${expression} and on (${labels}) ${others}`;
}

/** Returns a fact of tested resources with the name of its objective as the label `objective`, where it has one. */
export function underTestObjective(fact: string): string {
  return underObjective(fact, onTest, 'aws_backup_restore_test_objective_info');
}

/** Returns a fact of protected resources with the name of its objective as the label `objective`, where it has one. */
export function underResourceObjective(fact: string): string {
  return underObjective(
    fact,
    `${onPlace}, resource_type, resource_arn`,
    'aws_backup_protected_resource_info',
  );
}

function underObjective(fact: string, on: string, info: string): string {
  const name = `0 * topk by (${on}) (1, max by (${on}, objective) (timestamp(${info})))`;
  return `(${fact} + on (${on}) group_left (objective) ${name} or on (${on}) ${fact})`;
}
