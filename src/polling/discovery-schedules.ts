import type { Config } from '../config/config.js';
import type { Schedule } from '../config/values/schedule.js';
import type { Discovery } from './discovery.js';
import type { ScheduledWork } from './schedules.js';

/** The schedule without an organization: then only regions are looked for. */
const hourly: Schedule = { kind: 'interval', every: 3_600_000 };

/** `look` on schedule, and with the jobs if the latest look failed, or left out what is to be confirmed now. */
export function discoverySchedules(
  { organization, poll }: Pick<Config, 'organization' | 'poll'>,
  discovery: Discovery | undefined,
  look: () => void,
): [string, ScheduledWork][] {
  if (discovery === undefined) return [];
  const lookAgain = () => {
    if (discovery.state().failure !== undefined || discovery.isConfirmationDue()) look();
  };
  return [
    ['discovery', { schedule: organization?.schedule ?? hourly, settings: discovery, tick: look }],
    [
      'failed discovery',
      { schedule: poll.schedule, settings: discovery, tick: lookAgain, goesWithJobs: true },
    ],
  ];
}
