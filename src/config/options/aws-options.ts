import * as z from 'zod';
import { durationOption } from '../values/duration-option.js';
import { regionOption } from './regions-option.js';
import { textOption } from './text-option.js';

export const awsOptions = z
  .strictObject({
    roleSessionName: roleSessionNameOption()
      .prefault('restore-test-monitor')
      .meta({ description: 'The name of the assumed sessions, as CloudTrail shows it.' }),
    roleSessionDuration: durationOption({ min: '15m', max: '12h' }).prefault('1h').meta({
      description:
        "Duration of an assumed session. For more than `1h`, raise the role's own maximum. If the daemon's own credentials are those of an assumed role, more than `1h` fails, since AWS caps role chaining at one hour.",
    }),
    stsRegion: regionOption().exactOptional().meta({
      description:
        "The region whose STS endpoint roles are assumed at. Without one, the target's own region.",
    }),
    connectionTimeout: durationOption({ min: '100ms', max: '5m' })
      .prefault('5s')
      .meta({ description: 'Longest time to connect to AWS. Waiting for its turn does not count.' }),
    requestTimeout: durationOption({ min: '100ms', max: '10m' })
      .prefault('30s')
      .meta({ description: 'Longest time for one request to AWS.' }),
  })
  .prefault({})
  .meta({ description: 'Sessions and connections.' });

export function roleSessionNameOption() {
  return textOption(/^[\w+=,.@-]{2,64}$/, 'a session name: 2 to 64 letters, digits and any of + = , . @ _ -');
}
