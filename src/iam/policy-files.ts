import { permissions } from '../aws/permissions.js';
import { renderJson } from '../json-text.js';
import { type Grant, permissionPolicy } from './permission-policy.js';
import { trustPolicy } from './trust-policy.js';

export const externalIdPlaceholder = `\${ExternalId}`;

const roleName = 'restore-test-monitor';
const rows = Object.values(permissions);
const all: Grant = {
  features: new Set(rows.map(({ feature }) => feature)),
  partition: 'aws',
  account: '*',
  roles: [`arn:aws:iam::*:role/${roleName}`],
};
const ofAccounts: Grant = {
  ...all,
  features: new Set(rows.filter(({ caller }) => caller === 'account').map(({ feature }) => feature)),
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
