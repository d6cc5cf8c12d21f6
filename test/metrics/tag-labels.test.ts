import { expect, it } from '@jest/globals';
import { tagLabels } from '../../src/metrics/tag-labels.js';

it.each<[keys: string[], labels: [string, string][]]>([
  [[], []],
  [['owner'], [['owner', 'tag_owner']]],
  [['Owner'], [['Owner', 'tag_owner']]],
  [['CostCentre'], [['CostCentre', 'tag_cost_centre']]],
  [['app.kubernetes.io/name'], [['app.kubernetes.io/name', 'tag_app_kubernetes_io_name']]],
  [
    ['aws:cloudformation:stack-name'],
    [['aws:cloudformation:stack-name', 'tag_aws_cloudformation_stack_name']],
  ],
  [['Größe'], [['Größe', 'tag_gr__e']]],
  [['7'], [['7', 'tag_7']]],
  [
    ['tier', 'cost_centre', 'cost centre', 'cost-centre', 'owner'],
    [
      ['cost centre', 'tag_cost_centre_conflict1'],
      ['cost-centre', 'tag_cost_centre_conflict2'],
      ['cost_centre', 'tag_cost_centre_conflict3'],
      ['owner', 'tag_owner'],
      ['tier', 'tag_tier'],
    ],
  ],
])('names the labels of %j', (keys, labels) => {
  expect([...tagLabels(keys)]).toEqual(labels);
  expect([...tagLabels(keys.toReversed())]).toEqual(labels);
});
