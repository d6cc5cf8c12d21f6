import type { Config } from '../config/config.js';
import type { Schedule } from '../config/schedule.js';
import type { Discovery } from './discovery.js';
import { startSchedule } from './schedule.js';
import type { SourcePollers } from './source-pollers.js';

/** Where no organization says it, only regions are looked for. */
const hourly: Schedule = { kind: 'interval', every: 3_600_000 };

/**
 * Looks for targets on schedule, and with the jobs for as long as the latest look failed. Targets that join are
 * polled at once.
 */
export function startDiscovery(
  discovery: Discovery | undefined,
  pollers: SourcePollers,
  { organization, poll }: Pick<Config, 'organization' | 'poll'>,
): { stop(): void } {
  if (discovery === undefined) return { stop: () => undefined };
  const refresh = async () => {
    const joined = new Set(await discovery.refresh());
    if (joined.size === 0) return;
    for (const { poller } of pollers.values()) void poller.tick((target) => joined.has(target));
  };
  const schedules = [
    startSchedule(organization?.schedule ?? hourly, () => void refresh()),
    startSchedule(poll.schedule, () => {
      if (discovery.state().failure !== undefined) void refresh();
    }),
  ];
  return {
    stop: () => {
      for (const schedule of schedules) schedule.stop();
    },
  };
}
