import { type AlertScenario, ofTest, resourceArn, series } from '../alert-scenario.js';
import { objectiveScenarios } from './objectives.js';
import { restoreTestScenarios } from './restore-tests.js';

const info = 'aws_backup_protected_resource_info';
/** Where the resource is listed, which another account tests. */
const listed = { aws_account_id: '444455556666', aws_account: 'bank', aws_region: 'eu-west-1' };
const ofResource = { ...listed, resource_type: 'RDS', resource_arn: resourceArn, objective: 'tier-1' };
/** An account that holds copies lists the resource, too, and knows no more of it. */
const ofCopy = { ...ofResource, aws_account_id: '777788889999', aws_account: 'copies' };

/** The same alert about a resource whose name and owner are known. */
function named(scenario: AlertScenario): AlertScenario {
  const { labels, notYetAt, optional = {}, changes: _, ...rest } = scenario;
  const describing = Object.entries(optional).filter(([, { description }]) => description !== undefined);
  const isDescribing = (name: string) => describing.some(([each]) => each === name);
  const description = describing[0]?.[1].description ?? scenario.description;
  const described = (name: string, owner: string) =>
    description.replace(resourceArn, `${name}, ${resourceArn}, owner ${owner}`);
  const ofClaims = { labels: { ...labels, owner: 'claims' }, description: described('ledger', 'claims') };
  const kept = Object.entries(optional).filter(([name]) => !isDescribing(name));
  return {
    ...rest,
    ...(notYetAt !== undefined && { notYetAt }),
    series: [
      ...scenario.series.filter(({ name }) => !isDescribing(name)),
      series(info, { ...ofResource, resource_name: 'ledger', tag_owner: 'payments' }, 1),
      series(info, ofCopy, 1),
    ],
    labels: { ...labels, owner: 'payments' },
    description: described('ledger', 'payments'),
    quiet: {},
    fires: {},
    optional: { ...Object.fromEntries(kept), [info]: { labels, description } },
    changes: {
      resource_name: {
        metric: info,
        isZeroFilled: false,
        to: { archive: { description: described('archive', 'payments') }, '': {} },
      },
      tag_owner: {
        metric: info,
        isZeroFilled: false,
        // What has to last for some time begins anew with another owner.
        to: { claims: notYetAt === undefined ? ofClaims : 'silent', '': {} },
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
