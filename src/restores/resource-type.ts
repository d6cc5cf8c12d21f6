/** Names that AWS uses for a resource type beside the one by which restore testing knows it. */
export const resourceTypeAliases: Readonly<Record<string, string>> = {
  'DynamoDB.FullyManaged': 'DynamoDB',
};

/** The name by which restore testing knows the resource type. */
export function canonicalResourceType(name: string): string {
  return Object.hasOwn(resourceTypeAliases, name) ? (resourceTypeAliases[name] ?? name) : name;
}
