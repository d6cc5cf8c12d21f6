import { z } from 'zod';
import { presence } from './scenario-time.js';

/** Tags of protected resources. Those of all entries that fit a resource are its own; of the same key, the later entry's. */
export const resourceTags = z.strictObject({
  /** Whose resources they are: those of all accounts and all their Regions unless named. */
  accounts: z.array(z.string().meta({ asWritten: true })).optional(),
  regions: z.array(z.string()).optional(),
  /** Globs of the name or the ARN. */
  resources: z.array(z.string()).default(['*']),
  tags: z.record(z.string(), z.string().meta({ asWritten: true })),
  ...presence,
});

export type ResourceTags = z.infer<typeof resourceTags>;

const text = z.string().nullable().optional();

/** The wire members of one tagged resource, verbatim. */
export const literalTaggedResource = z.strictObject({
  ResourceARN: text,
  Tags: z
    .array(z.strictObject({ Key: text, Value: text }))
    .nullable()
    .optional(),
});

export type TaggedResourceRow = z.infer<typeof literalTaggedResource>;
