import { latest, place } from '../../promql.js';

/** A selector of the processes that the variables select. */
export function scraped(metric: string, ...matchers: readonly string[]): string {
  return `${metric}{${['job=~"$job"', 'instance=~"$instance"', ...matchers].join(', ')}}`;
}

export const rate = (metric: string, ...matchers: string[]) =>
  `rate(${scraped(metric, ...matchers)}[$__rate_interval])`;

export const up = latest(place, scraped('restore_test_monitor_target_up'));
export const readAt = latest(
  `${place}, source`,
  scraped('restore_test_monitor_target_last_success_timestamp_seconds'),
);
