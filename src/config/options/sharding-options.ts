import * as z from 'zod';
import { textOption } from './text-option.js';

const most = 1000;

function numberOption(pattern: RegExp, expected: string) {
  return z
    .codec(textOption(pattern, expected), z.number(), { decode: Number, encode: String })
    .meta({ asWritten: true });
}

/** As kube-state-metrics has them. */
export const shardingOptions = z
  .strictObject({
    shard: z
      .codec(
        textOption(/^(?:\d{1,4}|auto)$/, 'the number of a shard, from 0, or auto'),
        z.union([z.number(), z.literal('auto')]),
        { decode: (text) => (text === 'auto' ? text : Number(text)), encode: String },
      )
      .prefault('0')
      .meta({
        asWritten: true,
        description:
          'Which share of the targets this process polls, counted from 0. `auto`: the ordinal at the end of `HOSTNAME`, as a pod of a StatefulSet has it.',
      }),
    totalShards: numberOption(/^(?:[1-9]\d{0,2}|1000)$/, `a whole number from 1 to ${most}`)
      .prefault('1')
      .meta({ description: 'Number of processes that share the targets. `1`: this one polls all.' }),
  })
  .prefault({})
  .meta({ description: 'Shares the targets among several processes, each with the same configuration.' });
