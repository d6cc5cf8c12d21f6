/** The tags of a resource, by key. */
export type Tags = ReadonlyMap<string, string>;

/** The tags of resources, by ARN. */
export type TagsByArn = ReadonlyMap<string, Tags>;

export interface TaggedResource {
  readonly arn: string;
  readonly tags: Tags;
}

/** Returns the rows with one object for equal tags, also those that were known before. */
export function shareTags(rows: readonly TaggedResource[], known: Iterable<Tags>): TaggedResource[] {
  const byText = new Map<string, Tags>();
  const shared = (tags: Tags): Tags => {
    const text = JSON.stringify([...tags]);
    const found = byText.get(text) ?? tags;
    byText.set(text, found);
    return found;
  };
  for (const tags of known) shared(tags);
  return rows.map(({ arn, tags }) => ({ arn, tags: shared(tags) }));
}
