import * as z from 'zod';
import { scheduleOption } from '../values/schedule.js';
import { excludeOption } from './exclude-option.js';
import { textOption } from './text-option.js';

/** Without wildcards, `=` and leading spaces, as in the criteria of objectives. */
const key = textOption(/^[^\s=*?][^=*?]{0,127}$/, 'the key of a tag').meta({ asWritten: true });

export const tagsOptions = z
  .strictObject({
    keys: z
      .array(key)
      .min(1, { error: 'expected at least one key' })
      .max(50)
      .superRefine((keys, context) => {
        for (const [index, each] of keys.entries()) {
          if (keys.indexOf(each) === index) continue;
          context.addIssue({ code: 'custom', path: [index], message: 'is listed twice' });
        }
      })
      .exactOptional()
      .meta({
        description:
          'The keys of the tags to read, as AWS has them, such as `owner`: no other tags are kept. Each is a label of `aws_backup_protected_resource_info`, and every key that objectives ask for has to be among them. Without any, tags are not read.',
      }),
    schedule: scheduleOption().prefault('6h').meta({
      description: 'When to read the tags: an interval, or a cron expression.',
    }),
    exclude: excludeOption('the tags'),
  })
  .prefault({})
  .meta({
    description: 'Tags of the resources, by GetResources of the AWS Resource Groups Tagging API.',
  });
