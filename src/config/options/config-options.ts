import * as z from 'zod';
import { durationOption } from '../values/duration-option.js';

/** Following of the configuration file. */
export const configOptions = z
  .strictObject({
    enableAutoReload: z.boolean().prefault(false).meta({
      description: 'Reload the configuration when the content of its file changes.',
    }),
    autoReloadInterval: durationOption({ min: '1s', max: '1h' })
      .prefault('30s')
      .meta({ description: 'Time between two checks of the file for a change.' }),
  })
  .prefault({})
  .meta({ description: 'Following of the configuration file.' });
