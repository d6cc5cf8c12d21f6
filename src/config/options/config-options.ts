import * as z from 'zod';
import { durationOption } from '../values/duration.js';

/** How the configuration file itself is followed. */
export const configOptions = z
  .strictObject({
    enableAutoReload: z.boolean().prefault(false).meta({
      description: 'Whether to reload the configuration when the content of its file changes.',
    }),
    autoReloadInterval: durationOption({ min: '1s', max: '1h' })
      .prefault('30s')
      .meta({ description: 'How often to look whether the file has changed.' }),
  })
  .prefault({})
  .meta({ description: 'How the configuration file is followed.' });
