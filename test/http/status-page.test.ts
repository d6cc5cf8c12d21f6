import { describe, expect, it } from '@jest/globals';
import { renderStatusPage } from '../../src/http/status-page.js';
import type { CallFailure } from '../../src/targets/call-failure.js';
import type { Target } from '../../src/targets/target.js';
import { newTargetState, type TargetState } from '../../src/targets/target-state.js';
import { discoveryViewOf } from '../../src/views/discovery-view.js';
import { type TargetView, targetViewOf } from '../../src/views/target-view.js';
import { dayMs, hourMs, later, monday } from '../restores/a-restore-job.js';

const options = { version: '1.2.3', telemetryPath: '/metrics', now: monday };
const payments: Target = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };

const stateOf = (fields: Partial<TargetState> & { target?: Target } = {}): TargetView =>
  targetViewOf({ ...newTargetState(fields.target ?? payments), ...fields });

/** The text of the cells of each row. */
function rowsOf(html: string): string[][] {
  const rows = html.match(/<tr><td>.*<\/tr>/g) ?? [];
  return rows.map((row) =>
    [...row.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell = '']) =>
      cell.replaceAll(/<[^>]+>/g, ' ').trim(),
    ),
  );
}

const readAgo = (ms: number) =>
  stateOf({ knownAt: { jobs: later(monday, -ms) }, sources: { jobs: { durationSeconds: 1 } } });

const failure: CallFailure = { operation: 'AssumeRole', reason: 'access_denied', message: 'not authorized' };
const failing = stateOf({
  target: { ...payments, region: 'us-east-1' },
  sources: { jobs: { durationSeconds: 1, failure } },
});

describe('the status page', () => {
  it('has a row of each target, those that fail first', () => {
    const own: Target = { accountId: '', accountName: '', region: 'eu-central-1' };
    const unnamed: Target = { accountId: '444455556666', accountName: '444455556666', region: 'eu-west-1' };
    const html = renderStatusPage(
      [readAgo(30_000), stateOf({ target: own }), failing, stateOf({ target: unnamed })],
      options,
    );
    expect(rowsOf(html)).toEqual([
      [
        'payments (111122223333)',
        'us-east-1',
        'failing: access_denied  AssumeRole: not authorized',
        'never',
        '0',
        '0',
      ],
      ['payments (111122223333)', 'eu-west-1', 'up', '2026-03-02T04:59:30Z (30 s ago)', '0', '0'],
      ['own account', 'eu-central-1', 'not tried yet', 'never', '0', '0'],
      ['444455556666', 'eu-west-1', 'not tried yet', 'never', '0', '0'],
    ]);
    expect(html).toContain('<p>4 targets, 1 failing.</p>');
  });

  it.each([
    [0, '0 s'],
    [-5000, '0 s'],
    [119_000, '119 s'],
    [120_000, '2 min'],
    [hourMs, '60 min'],
    [2 * hourMs, '2 h'],
    [47 * hourMs, '47 h'],
    [2 * dayMs, '2 d'],
  ])('tells that a target was read %d ms ago as %s', (ms, age) => {
    expect(renderStatusPage([readAgo(ms)], options)).toContain(`(${age} ago)`);
  });

  it('leads to the metrics, wherever they are', () => {
    const html = renderStatusPage([readAgo(0)], { ...options, telemetryPath: '/own/path' });
    expect(html).toContain('<a href="/own/path">Metrics</a>');
    expect(html).toContain('<p>1 target, 0 failing.</p>');
    expect(html).toContain('Version 1.2.3.');
  });

  it('tells how the accounts were last looked up, and which shard it is of', () => {
    const discovery = discoveryViewOf({ lastSuccessAt: later(monday, -hourMs) });
    const sharding = { shard: 1, totalShards: 3 };
    const html = renderStatusPage([], { ...options, discovery, sharding });
    expect(html).toMatch(/<p>Accounts and regions last looked up .* \(60 min ago\)\.<\/p>/);
    expect(html).toContain('<p>Shard 1 of 3, counted from 0.</p>');
    const denied = { ...failure, operation: 'ListAccounts', message: 'User <x>' };
    expect(renderStatusPage([], { ...options, discovery: { failure: denied } })).toContain(
      '<p>Accounts and regions last looked up never. <span class="down">Discovery is failing: access_denied</span>; ListAccounts: User &lt;x&gt;</p>',
    );
    const alone = renderStatusPage([], { ...options, sharding: { shard: 0, totalShards: 1 } });
    expect(alone).not.toMatch(/Shard|looked up/);
  });

  it('escapes every name and every word that comes from elsewhere', () => {
    const hostile = `"><script>alert('x')</script>&`;
    const html = renderStatusPage(
      [
        stateOf({
          target: { accountId: '1', accountName: hostile, region: hostile },
          sources: {
            jobs: { durationSeconds: 1, failure: { ...failure, message: hostile, operation: hostile } },
          },
        }),
        stateOf({ target: { accountId: hostile, accountName: hostile, region: 'a' } }),
      ],
      { ...options, version: hostile, telemetryPath: hostile },
    );
    expect(html).not.toContain('<script');
    expect(html).not.toContain(hostile);
    const escaped = '&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;';
    expect(html.split(escaped)).toHaveLength(8);
  });
});
