import type { Provocation } from './provocation.js';

/** What was seen of one alert; moments are milliseconds. */
export interface AlertTimes {
  readonly provocation: Provocation;
  readonly promtoolCases: number;
  readonly causedAt: number;
  readonly arrivedAt: number | undefined;
  readonly endedAt: number;
  readonly resolvedAt: number | undefined;
}

/** A Markdown table. */
export function alertTimesTable(rows: readonly AlertTimes[]): string {
  const cells = rows.map(({ provocation: { alert, cause, cure, endsByItself }, promtoolCases, ...at }) => [
    alert,
    String(promtoolCases),
    cause,
    seconds(at.causedAt, at.arrivedAt),
    cure,
    seconds(endsByItself ? at.causedAt : at.endedAt, at.resolvedAt) + (endsByItself ? ' *' : ''),
  ]);
  const head = ['Alert', 'promtool cases', 'Cause', 'Seconds to the webhook', 'Cure', 'Seconds to resolved'];
  const lines = [head, head.map(() => '---'), ...cells].map((line) => `| ${line.join(' | ')} |`);
  return `${lines.join('\n')}\n\n\\* from the cause on, as it ends by itself\n`;
}

function seconds(from: number, to: number | undefined): string {
  return to === undefined ? 'never' : ((to - from) / 1000).toFixed(1);
}
