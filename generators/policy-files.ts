import { operations } from '../src/aws/operations.js';
import { type Grant, permissionPolicy } from '../src/iam/permission-policy.js';
import { externalIdPlaceholder, trustPolicy } from '../src/iam/trust-policy.js';
import { renderJson } from '../src/render-json.js';

const roleName = 'restore-test-monitor';
const all: Grant = {
  features: new Set(operations.map(({ feature }) => feature)),
  partition: 'aws',
  account: '*',
  roles: [`arn:aws:iam::*:role/${roleName}`],
};
const ofAccounts: Grant = {
  ...all,
  features: new Set(operations.filter(({ caller }) => caller === 'account').map(({ feature }) => feature)),
};
const trust = trustPolicy({
  principal: `arn:aws:iam::111122223333:role/${roleName}`,
  externalId: externalIdPlaceholder,
  hasSessionTags: false,
});

/** The policies for a configuration that uses everything. */
export function policyFiles() {
  return [
    { path: 'config/iam/daemon-policy.json', content: renderJson(permissionPolicy(all)) },
    { path: 'config/iam/member-policy.json', content: renderJson(permissionPolicy(ofAccounts)) },
    { path: 'config/iam/member-trust-policy.json', content: renderJson(trust) },
  ];
}
