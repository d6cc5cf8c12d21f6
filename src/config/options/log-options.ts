import * as z from 'zod';

export const logOptions = z
  .strictObject({
    level: z
      .enum(['debug', 'info', 'warn', 'error'])
      .prefault('info')
      .meta({ description: 'The least severe level that is logged.' }),
    format: z.enum(['json', 'pretty']).exactOptional().meta({
      description: 'Format of log lines. By default, `pretty` on a terminal and `json` elsewhere.',
    }),
  })
  .prefault({})
  .meta({ description: "The daemon's own log." });
