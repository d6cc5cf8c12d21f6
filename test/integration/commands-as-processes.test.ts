import { expect, it } from '@jest/globals';
import { simulate } from '../simulator/running-simulator.js';
import { runCommand } from './daemon.js';
import type { ConfigInput } from './daemon-config.js';
import { runProcess } from './daemon-process.js';
import { accountIds, configuredAccounts, mixedRows, organization, region, testRow } from './organization.js';
import type { Exit } from './running-daemon.js';

const ids = accountIds(2);
const [first = ''] = ids;
const job = testRow(first, 0).RestoreJobId ?? '';
const config: ConfigInput = { accounts: configuredAccounts(ids), log: { level: 'warn', format: 'json' } };

/** All that a command leaves, but for what is different each time. */
function leftBy({ code, signal, stdout, stderr }: Exit) {
  const text = `${stdout}${stderr}`.replaceAll(/restore-test-monitor-\w{6}|-?\d+(?:\.\d+)?/g, '…');
  return { code, signal, hasErrors: stderr !== '', lines: text.split('\n') };
}

it.each<[args: string[], code: number, given?: object]>([
  [['--help'], 0, {}],
  [['version'], 0, {}],
  [['completion', 'bash'], 0, {}],
  [['no-such-command'], 2, {}],
  [['serve'], 2, { config: { lokback: '1d' } }],
  [['check-config'], 0],
  [['check-config'], 2, { config: { lokback: '1d' } }],
  [['iam-policy'], 0],
  [['healthcheck', '--web.listen-address', '127.0.0.1:9'], 1],
  [['once'], 0],
  [['doctor', '--json'], 0],
  [['job', first, region, job], 0],
  [['job', first, region, 'NO-SUCH-JOB'], 1],
])(
  '%j ends as a process with %i, and writes what it writes in one of others',
  async (args, code, given = { config }) => {
    const simulator = await simulate(organization(ids, mixedRows));
    const process = await runProcess(args, { simulator, ...given }).exited;
    expect(process).toMatchObject({ code, signal: null });
    expect(leftBy(process)).toEqual(leftBy(await runCommand(args, { simulator, ...given }).exited));
  },
);
