import { expect, it } from '@jest/globals';
import type { FaultRuleInput } from '../../src/simulator/faults/fault-rule.js';
import type { ScenarioInput } from '../../src/simulator/scenario/scenario.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { simulate } from '../simulator/running-simulator.js';
import { startDaemon } from './daemon.js';
import type { ConfigInput } from './daemon-config.js';
import { type Samples, select } from './exposition-lines.js';
import { accountIds, organization, region, testRow } from './organization.js';
import type { Daemon } from './running-daemon.js';

const elsewhere = 'eu-central-1';
const [payments = '', web = ''] = accountIds(2);
const inTargets = 'restore_test_monitor_target_unconfirmed_omissions';
const inDiscovery = 'restore_test_monitor_discovery_unconfirmed_omissions';
const keptMessage =
  'a list of AWS leaves out what it named before; it is kept until further readings confirm that it is gone';

const results = [
  testRow(payments, 0),
  testRow(payments, 1, { ValidationStatus: 'FAILED' }),
  testRow(payments, 2, { Status: 'FAILED', ValidationStatus: null, DeletionStatus: null }),
];

const scenario: ScenarioInput = {
  ...organization([payments, web], (account) => (account === payments ? results : [testRow(web, 0)])),
  regions: [region, elsewhere],
  organization: { management: 'monitoring' },
  protectedResources: [
    {
      account: payments,
      region,
      rows: results.map(({ SourceResourceArn }) => ({ ResourceArn: SourceResourceArn, ResourceType: 'EBS' })),
    },
  ],
};

function config(omissions?: object): ConfigInput {
  return {
    organization: {
      roleName: 'monitor',
      externalId: 'the-external-id',
      regions: 'all',
      schedule: '1s',
    },
    summaries: { enabled: false },
    plans: { schedule: '1s' },
    resources: { schedule: '1s' },
    ...(omissions && { omissions }),
  };
}

/** What is lost when an omission is believed. */
function factsOf(samples: Samples) {
  const of = { aws_account_id: payments, aws_region: region };
  return {
    targets: select(samples, 'restore_test_monitor_target_up'),
    plans: select(samples, 'aws_backup_restore_testing_plan_info', of),
    selections: select(samples, 'aws_backup_restore_testing_plan_selections', {
      ...of,
      resource_type: 'EBS',
    }),
    results: select(samples, 'aws_backup_restore_test_last_result', of).filter((value) => value === 1).length,
    resources: select(samples, 'aws_backup_protected_resources', of),
    tested: select(samples, 'aws_backup_protected_resources_tested', of),
  };
}

const all = {
  targets: [1, 1, 1, 1, 1, 1],
  plans: [1],
  selections: [1],
  results: 3,
  resources: [3],
  tested: [1],
};

async function started(omissions?: object): Promise<{ simulator: Simulator; daemon: Daemon }> {
  const simulator = await simulate(scenario);
  const daemon = await startDaemon(simulator, config(omissions));
  await daemon.metricsWhen((samples) => {
    const { targets, results: shown, resources } = factsOf(samples);
    return targets.length === 6 && shown === 3 && resources[0] === 3;
  });
  return { simulator, daemon };
}

const omitted = (operation: string, holding: string): FaultRuleInput => ({
  kind: 'omitted-rows',
  operation,
  ...(holding !== '' && { holding }),
});

it.each<[string, FaultRuleInput, string, Record<string, string>, number]>([
  ['an empty list of plans', omitted('ListRestoreTestingPlans', ''), inTargets, { source: 'plans' }, 1],
  [
    'an empty list of selections',
    omitted('ListRestoreTestingSelections', ''),
    inTargets,
    { source: 'plans' },
    1,
  ],
  [
    'a short list of protected resources',
    omitted('ListProtectedResources', 'vol-1'),
    inTargets,
    { source: 'resources' },
    1,
  ],
  ['a list without an account', omitted('ListAccounts', web), inDiscovery, { list: 'accounts' }, 1],
  ['a list without a region', omitted('ListRegions', elsewhere), inDiscovery, { list: 'regions' }, 3],
])('%s costs nothing, is counted and logged once', async (_, fault, metric, labels, count) => {
  const { simulator, daemon } = await started();
  const isKept = (samples: Samples) => Math.max(...select(samples, metric, labels)) === count;
  simulator.setFaults([fault]);
  expect(factsOf(await daemon.metricsWhen(isKept))).toEqual(all);
  const polls = simulator.requests.length;
  await daemon.metricsWhen(() => simulator.requests.length > polls + 40);
  expect(factsOf(await daemon.metricsWhen(isKept))).toEqual(all);
  const lines = daemon.log().filter(({ msg }) => msg === keptMessage);
  expect(
    new Set(lines.map(({ account, source, list, ids }) => JSON.stringify([account, source, list, ids]))).size,
  ).toBe(lines.length);
  expect(lines.length).toBeGreaterThan(0);

  simulator.setFaults([]);
  const again = await daemon.metricsWhen((samples) => Math.max(...select(samples, metric, labels)) === 0);
  expect(factsOf(again)).toEqual(all);
});

it('what is left out again and again is gone, and what a deleted plan has proven is not', async () => {
  const { simulator, daemon } = await started({ readings: 2, duration: '1s' });
  simulator.setFaults([omitted('ListRestoreTestingPlans', ''), omitted('ListAccounts', web)]);
  const gone = await daemon.metricsWhen((samples) => {
    const { targets, plans } = factsOf(samples);
    return targets.length === 4 && plans.length === 0;
  });
  expect(factsOf(gone)).toEqual({
    ...all,
    targets: [1, 1, 1, 1],
    plans: [],
    selections: [],
    results: 0,
  });
  simulator.setFaults([]);
  const back = await daemon.metricsWhen((samples) => factsOf(samples).targets.length === 6);
  expect(factsOf(back).tested).toEqual([1]);
  await daemon.metricsWhen((samples) => factsOf(samples).results === 3);
});
