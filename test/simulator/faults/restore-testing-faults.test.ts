import {
  type BackupClient,
  DescribeProtectedResourceCommand,
  GetRestoreTestingPlanCommand,
  GetRestoreTestingSelectionCommand,
  ListProtectedResourcesCommand,
  ListRestoreTestingPlansCommand,
  ListRestoreTestingSelectionsCommand,
} from '@aws-sdk/client-backup';
import { describe, expect, it } from '@jest/globals';
import type { FaultKind } from '../../../src/simulator/faults/fault-rule.js';
import type { ScenarioInput } from '../../../src/simulator/scenario/scenario.js';
import { simulate } from '../running-simulator.js';
import { backupClient } from '../signed-clients.js';
import { signedRequest } from '../signed-request.js';

const startMs = Date.parse('2026-03-10T12:00:00Z');
const ResourceArn = 'arn:aws:rds:eu-west-1:111122223333:db:ledger';
const RestoreTestingPlanName = 'daily';
const RestoreTestingSelectionName = 'RDS_ledger';

const scenario: ScenarioInput = {
  regions: ['eu-west-1'],
  accounts: [{ id: '111122223333', name: 'monitoring' }],
  plans: [
    {
      name: RestoreTestingPlanName,
      every: '1d',
      stalled: '-31d',
      resources: [{ type: 'RDS', name: 'ledger', restore: '5m' }],
    },
  ],
};

async function underFault(kind: FaultKind, operation: string) {
  const simulator = await simulate(scenario, { clock: () => startMs });
  simulator.setFaults([{ kind, operation }]);
  return simulator;
}

const calls: Readonly<Record<string, (client: BackupClient) => Promise<unknown>>> = {
  ListRestoreTestingPlans: (client) => client.send(new ListRestoreTestingPlansCommand({})),
  GetRestoreTestingPlan: (client) =>
    client.send(new GetRestoreTestingPlanCommand({ RestoreTestingPlanName })),
  ListRestoreTestingSelections: (client) =>
    client.send(new ListRestoreTestingSelectionsCommand({ RestoreTestingPlanName })),
  GetRestoreTestingSelection: (client) =>
    client.send(
      new GetRestoreTestingSelectionCommand({ RestoreTestingPlanName, RestoreTestingSelectionName }),
    ),
  ListProtectedResources: (client) => client.send(new ListProtectedResourcesCommand({})),
  DescribeProtectedResource: (client) => client.send(new DescribeProtectedResourceCommand({ ResourceArn })),
};

describe.each(Object.entries(calls))('a fault of %s', (operation, call) => {
  it('is the answer', async () => {
    const client = backupClient(await underFault('access-denied', operation));
    await expect(call(client)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`not authorized to perform: backup:${operation} on`),
    });
  });

  it('leaves the others alone', async () => {
    const client = backupClient(await underFault('throttle', operation));
    const others = Object.entries(calls).filter(([name]) => name !== operation);
    await expect(Promise.all(others.map(([, other]) => other(client)))).resolves.toHaveLength(5);
  });

  it('makes text of times', async () => {
    const client = backupClient(await underFault('string-timestamp', operation));
    await expect(call(client)).rejects.toMatchObject({ name: 'TypeError' });
  });
});

const paths = {
  ListRestoreTestingPlans: '/restore-testing/plans',
  GetRestoreTestingPlan: '/restore-testing/plans/daily',
  ListProtectedResources: '/resources',
  DescribeProtectedResource: `/resources/${encodeURIComponent(ResourceArn)}`,
} as const;

describe('faulty bodies', () => {
  it.each([
    ['ListRestoreTestingPlans', '"LastExecutionTime":null'],
    ['GetRestoreTestingPlan', '{"RestoreTestingPlan":{"LastExecutionTime":null'],
    ['ListProtectedResources', '"LatestRestoreExecutionTimeMinutes":null'],
    ['DescribeProtectedResource', '"LatestRestoreExecutionTimeMinutes":null'],
  ] as const)('of %s have explicit nulls', async (operation, text) => {
    const { body } = await signedRequest(await underFault('explicit-nulls', operation), paths[operation]);
    expect(body).toContain(text);
  });

  it.each([
    ['ListRestoreTestingPlans', '"CreationTime":1.770552E9'],
    ['ListProtectedResources', /"LastBackupTime":1\.77\d+E9/],
  ] as const)('of %s have times with exponents', async (operation, text) => {
    const { body } = await signedRequest(
      await underFault('exponent-timestamps', operation),
      paths[operation],
    );
    expect(body).toMatch(text);
  });

  it.each(['ListRestoreTestingPlans', 'ListProtectedResources'] as const)(
    'of %s have a row twice',
    async (operation) => {
      const { body } = await signedRequest(await underFault('duplicate-rows', operation), paths[operation]);
      const [rows = []] = Object.values<object[]>(JSON.parse(body)).filter(Array.isArray);
      expect(rows).toHaveLength(2);
      expect(rows[0]).toEqual(rows[1]);
    },
  );

  it.each(['empty-page', 'repeated-token'] as const)('go on with %s', async (kind) => {
    const simulator = await underFault(kind, 'ListRestoreTestingPlans');
    const { body } = await signedRequest(simulator, paths.ListRestoreTestingPlans);
    expect(JSON.parse(body)).toMatchObject({ NextToken: expect.any(String) });
  });
});
