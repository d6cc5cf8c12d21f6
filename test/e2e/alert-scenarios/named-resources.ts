import { type AlertScenario, ofTest, resourceArn, series } from '../alert-scenario.js';
import { objectiveScenarios } from './objectives.js';
import { restoreTestScenarios } from './restore-tests.js';

const info = 'aws_backup_protected_resource_info';
/** The account that lists the resource, which another one tests. */
const owner = { aws_account_id: '444455556666', aws_account: 'bank', aws_region: 'eu-west-1' };
const ofResource = { ...owner, resource_type: 'RDS', resource_arn: resourceArn, objective: 'tier-1' };

/** The same alert about a resource whose name is known. */
function named(scenario: AlertScenario): AlertScenario {
  const { optional = {}, changes: _, ...rest } = scenario;
  const describing = Object.entries(optional).filter(([, { description }]) => description !== undefined);
  const isDescribing = (name: string) => describing.some(([each]) => each === name);
  const description = describing[0]?.[1].description ?? scenario.description;
  const called = (name: string) => description.replace(resourceArn, `${name}, ${resourceArn}`);
  const kept = Object.entries(optional).filter(([name]) => !isDescribing(name));
  return {
    ...rest,
    series: [
      ...scenario.series.filter(({ name }) => !isDescribing(name)),
      series(info, { ...ofResource, resource_name: 'ledger' }, 1),
    ],
    description: called('ledger'),
    quiet: {},
    fires: {},
    optional: { ...Object.fromEntries(kept), [info]: { description } },
    changes: {
      resource_name: {
        metric: info,
        isZeroFilled: false,
        to: { archive: { description: called('archive') }, '': { description: called('ledger') } },
      },
    },
  };
}

const aboutOneResource = [...objectiveScenarios, ...restoreTestScenarios].filter(
  ({ labels }) => labels['resource_arn'] === ofTest.resource_arn,
);
const alerts = new Set(aboutOneResource.map(({ alert }) => alert));

/** One scenario of each alert about a single resource, by an objective with a name where there is one. */
export const namedResourceScenarios: readonly AlertScenario[] = [...alerts].flatMap((alert) => {
  const [first] = aboutOneResource.filter((scenario) => scenario.alert === alert);
  return first === undefined ? [] : [named(first)];
});
