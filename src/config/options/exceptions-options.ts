import * as z from 'zod';
import { criteriaOptions, resourceOption } from './criteria-options.js';
import { listOption, textOption } from './text-option.js';

const line = (longest: number) => new RegExp(String.raw`^\S(?:.{0,${longest - 2}}\S)?$`);

const exception = z.strictObject({
  name: textOption(
    /^(?!\d+$)[^\s=*?](?:.{0,62}[^\s=*?])?$/,
    'a name of 1 to 64 characters such as legacy-orders, which is no number',
  )
    .exactOptional()
    .meta({
      asWritten: true,
      description:
        'The name of the exception: the label `exception` of its series. Without it, that is its position in the list, counted from 0.',
    }),
  ...criteriaOptions,
  createdResources: listOption(resourceOption()).meta({
    description:
      'The ARNs of resources that restore tests created and AWS Backup did not delete, with `*` and `?` likewise. An exception with it is about these leftovers only, one without it is about none.',
  }),
  reason: textOption(line(256), 'the reason in one line of at most 256 characters').meta({
    description: 'The reason to accept the gap.',
  }),
  until: textOption(/^\d{4}-\d{2}-\d{2}$/, 'a day such as 2027-03-31', unknownDay).meta({
    description: 'The last day of the exception, in UTC, at most a year ahead.',
  }),
  ticket: textOption(line(128), 'one line of at most 128 characters').exactOptional().meta({
    description: 'The ticket that tracks the gap.',
  }),
  approver: textOption(line(128), 'one line of at most 128 characters').exactOptional().meta({
    description: 'The person or the team that approved the exception.',
  }),
});

/** The gaps that somebody accepts for a time. */
export const exceptionsOptions = z.array(exception).prefault([]).meta({
  description:
    'Accepted gaps: until their end, the shipped alerts about what they match are silent. Metrics keep showing every fact and count.',
});

function unknownDay(text: string): string | undefined {
  const day = new Date(`${text}T00:00:00Z`);
  const isKnown = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
  return isKnown || !/^\d{4}-\d{2}-\d{2}$/.test(text) ? undefined : `${text} is no day of the calendar`;
}
