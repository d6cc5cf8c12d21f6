import type { DiscoveryView } from '../views/discovery-view.js';
import type { TargetView } from '../views/target-view.js';

export interface StatusPageOptions {
  readonly version: string;
  readonly telemetryPath: string;
  readonly now: Date;
  /** Absent where the configuration names all targets. */
  readonly discovery?: DiscoveryView | undefined;
  readonly sharding?: { readonly shard: number; readonly totalShards: number };
}

const style = `body{font:14px/1.5 system-ui,sans-serif;margin:0 auto;max-width:72rem;padding:1.5rem;color:#1c1e21;background:#fff}
h1{font-size:1.4rem;margin:0}p{margin:.4rem 0}nav a{margin-right:1rem}a{color:#0b5cad}
table{border-collapse:collapse;width:100%;margin-top:1rem}th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #d8dce1;vertical-align:top}
th.n,td.n{text-align:right}td.w{white-space:nowrap}th{background:#f3f5f7}td.n{font-variant-numeric:tabular-nums}.up{color:#137333}.down{color:#b3261e;font-weight:600}.wait{color:#6b5a00}
@media(prefers-color-scheme:dark){body{background:#16181b;color:#e4e6e9}th.n,td.n{text-align:right}td.w{white-space:nowrap}th{background:#22262b}th,td{border-color:#343a41}a{color:#7ab8ff}.up{color:#7bd88f}.down{color:#ff8a80}.wait{color:#e6cf6b}}`;

/** The landing page: each target, when it was last read, and why not where it was not. */
export function renderStatusPage(targets: readonly TargetView[], options: StatusPageOptions): string {
  const failing = targets.filter(isFailing).length;
  const rows = targets.toSorted(failingFirst).map((target) => targetRow(target, options.now));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>restore-test-monitor</title><style>${style}</style></head><body>
<h1>restore-test-monitor</h1>
<p>Watches AWS Backup restore tests. Version ${escapeHtml(options.version)}.</p>
<nav><a href="${escapeHtml(options.telemetryPath)}">Metrics</a><a href="/-/healthy">Health</a><a href="/-/ready">Readiness</a></nav>
<p>${targets.length} ${targets.length === 1 ? 'target' : 'targets'}, ${failing} failing.</p>
${[...shardLine(options), ...discoveryLine(options)].join('')}<table><thead><tr><th>Account</th><th>Region</th><th>State</th><th>Last read</th><th class="n">Restore jobs</th><th class="n">Tested resources</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></body></html>
`;
}

function shardLine({ sharding }: StatusPageOptions): string[] {
  if (sharding === undefined || sharding.totalShards === 1) return [];
  return [`<p>Shard ${sharding.shard} of ${sharding.totalShards}, counted from 0.</p>\n`];
}

function discoveryLine({ discovery, now }: StatusPageOptions): string[] {
  if (discovery === undefined) return [];
  const { failure, lastSuccessAt } = discovery;
  const found = `Accounts and regions last looked up ${moment(lastSuccessAt, now)}.`;
  if (failure === undefined) return [`<p>${found}</p>\n`];
  const { operation, reason, message } = failure;
  const why = `${escapeHtml(operation)}: ${escapeHtml(message)}`;
  return [`<p>${found} <span class="down">Discovery is failing: ${escapeHtml(reason)}</span>; ${why}</p>\n`];
}

function isFailing({ state }: TargetView): boolean {
  return state === 'failing';
}

function failingFirst(a: TargetView, b: TargetView): number {
  return Number(isFailing(b)) - Number(isFailing(a));
}

function targetRow(target: TargetView, now: Date): string {
  const { accountName, accountId, region, sources, restoreJobs, latestTests } = target;
  const account = accountName === accountId ? accountId || 'own account' : `${accountName} (${accountId})`;
  const lastRead = moment(sources.find(({ source }) => source === 'jobs')?.lastSuccessAt, now);
  const cells = [
    `<td>${escapeHtml(account)}</td>`,
    `<td class="w">${escapeHtml(region)}</td>`,
    `<td>${stateCell(target)}</td>`,
    `<td class="w">${escapeHtml(lastRead)}</td>`,
    `<td class="n">${restoreJobs}</td>`,
    `<td class="n">${latestTests}</td>`,
  ];
  return `<tr>${cells.join('')}</tr>`;
}

function stateCell({ state, failure, sources }: TargetView): string {
  if (failure) {
    const { operation, reason, message } = failure;
    return `<span class="down">failing: ${escapeHtml(reason)}</span><br>${escapeHtml(operation)}: ${escapeHtml(message)}`;
  }
  if (state === 'not_tried') return '<span class="wait">not tried yet</span>';
  const missing = sources
    .filter(({ isUnavailable }) => isUnavailable)
    .map((each) => `<br>${each.source}: not available there; ${escapeHtml(each.failure?.message ?? '')}`);
  return `<span class="up">up</span>${missing.join('')}`;
}

function moment(timestamp: string | undefined, now: Date): string {
  if (timestamp === undefined) return 'never';
  const ageSeconds = Math.max(0, Math.round((now.getTime() - Date.parse(timestamp)) / 1000));
  return `${timestamp.replace(/\.\d+Z$/, 'Z')} (${age(ageSeconds)} ago)`;
}

function age(totalSeconds: number): string {
  if (totalSeconds < 120) return `${totalSeconds} s`;
  if (totalSeconds < 7200) return `${Math.round(totalSeconds / 60)} min`;
  return totalSeconds < 172_800
    ? `${Math.round(totalSeconds / 3600)} h`
    : `${Math.round(totalSeconds / 86_400)} d`;
}

function escapeHtml(raw: string): string {
  return raw
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
