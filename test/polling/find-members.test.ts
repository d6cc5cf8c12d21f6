import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { expect, it } from '@jest/globals';
import { createCallPolicy } from '../../src/aws/call-policy.js';
import { createAbortController, startDeadline } from '../../src/aws/deadline.js';
import type { OrganizationConfig } from '../../src/config/config.js';
import { findMembers } from '../../src/polling/find-members.js';
import { type KnownLists, noLists } from '../../src/targets/known-lists.js';
import { serve } from '../aws/tiny-server.js';
import { emitTo } from '../emit-to.js';

const production = 'ou-demo-production';
const sandbox = 'ou-demo-sandbox0';
const [shop, lab] = ['111122223333', '222233334444'];
const rule = { readings: 2, durationMs: 3_600_000 };
const organization: OrganizationConfig = {
  roleName: 'monitor',
  regions: ['eu-west-1'],
  schedule: { kind: 'interval', every: 3_600_000 },
};

/** An answer of AWS by operation, or by operation and parent; the error of what it does not name. */
type Answers = Readonly<Record<string, object>>;

const paths = (...units: string[]) => ({
  Paths: [`o-a1b2c3d4e5/r-demo/${units.map((id) => `${id}/`).join('')}`],
});
const listed = (ofShop: object, ofLab: object): Answers => ({
  ListAccounts: {
    Accounts: [
      { Id: shop, State: 'ACTIVE', ...ofShop },
      { Id: lab, State: 'ACTIVE', ...ofLab },
    ],
  },
});
const below = (unit: string, ...ids: string[]): Answers => ({
  [`ListAccountsForParent ${unit}`]: { Accounts: ids.map((Id) => ({ Id })) },
  [`ListOrganizationalUnitsForParent ${unit}`]: {},
});

/** Looks for members as AWS answers now, and says what was asked of it. */
async function look(
  answers: Answers,
  { include, known = noLists }: { include?: OrganizationConfig['include']; known?: KnownLists } = {},
  asked: readonly string[] = [production, sandbox],
) {
  const called: string[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const operation = String(request.headers['x-amz-target']).replace(/^.*\./, '');
    const { ParentId } = JSON.parse(await text(request)) as { ParentId?: string };
    const call = ParentId === undefined ? operation : `${operation} ${ParentId}`;
    called.push(call);
    const answer = answers[call] ?? { __type: 'AccessDeniedException', Message: call };
    response.writeHead('__type' in answer ? 400 : 200).end(JSON.stringify(answer));
  };
  const endpoint = await serve((request, response) => void handle(request, response));
  const credentials = { accessKeyId: 'AKIA', secretAccessKey: 'x' };
  const client = new OrganizationsClient({ region: 'us-east-1', credentials, maxAttempts: 1, endpoint });
  const call = createCallPolicy({
    retry: { attempts: 1, delayMs: 1, throttleDelayMs: 1, maxDelayMs: 1 },
    requestsPerSecond: 100_000,
    emit: emitTo(),
  });
  using deadline = startDeadline(10_000, createAbortController().signal);
  const filtered = { ...organization, ...(include && { include }) };
  const found = await findMembers(
    { client, call },
    filtered,
    asked,
    known,
    { at: new Date(0), rule },
    deadline,
  );
  if (!found.ok) return { called, failed: found.failure.operation, lists: noLists };
  const { organizationalUnits, failure, members, lists } = found.value;
  const units = organizationalUnits && Object.fromEntries(organizationalUnits);
  return { called, units, failed: failure?.operation, members: members.map(({ id }) => id), lists };
}

const everyone = [shop, lab];
const walk = (unit: string) => [`ListAccountsForParent ${unit}`, `ListOrganizationalUnitsForParent ${unit}`];

it('takes the units from the paths of accounts, and walks none', async () => {
  expect(await look(listed(paths(production), paths()))).toMatchObject({
    called: ['ListAccounts'],
    units: { [shop]: ['r-demo', production], [lab]: ['r-demo'] },
    failed: undefined,
    members: everyone,
  });
});

it('walks the units that something asks for where an account has no path', async () => {
  const answers = { ...listed({}, paths(sandbox)), ...below(production, shop), ...below(sandbox, lab) };
  expect(await look(answers)).toMatchObject({
    called: ['ListAccounts', ...walk(production), ...walk(sandbox)],
    units: { [shop]: [production], [lab]: ['r-demo', sandbox] },
    failed: undefined,
    members: everyone,
  });
});

it('asks for no units that nothing asks for', async () => {
  expect(await look(listed({}, {}), {}, [])).toMatchObject({
    called: ['ListAccounts'],
    units: undefined,
    members: everyone,
  });
});

it('walks a unit once by which accounts are included and objectives chosen', async () => {
  const answers = { ...listed(paths(production), paths(sandbox)), ...below(production, shop) };
  expect(await look(answers, { include: { organizationalUnits: [production] } }, [production])).toMatchObject(
    {
      called: ['ListAccounts', ...walk(production)],
      units: { [shop]: ['r-demo', production], [lab]: ['r-demo', sandbox] },
      members: [shop],
    },
  );
});

it('finds no members where a unit cannot be listed by which they are included', async () => {
  const found = await look(listed({}, {}), { include: { organizationalUnits: [production] } });
  expect(found).toMatchObject({ failed: 'ListAccountsForParent' });
  expect(found).not.toHaveProperty('members');
});

it('keeps what was known of the one unit that cannot be listed, and finds the members', async () => {
  const before = await look({ ...listed({}, {}), ...below(production, shop), ...below(sandbox, lab) });
  const answers = { ...listed({}, {}), ...below(production, shop, lab) };
  expect(await look(answers, { known: before.lists })).toMatchObject({
    units: { [shop]: [production], [lab]: [production, sandbox] },
    failed: 'ListAccountsForParent',
    members: everyone,
  });
});

it('keeps the paths that were known where AWS sends none and the units cannot be listed', async () => {
  const before = await look(listed(paths(production), paths(sandbox)));
  expect(await look(listed({}, paths(production)), { known: before.lists })).toMatchObject({
    units: { [shop]: ['r-demo', production], [lab]: ['r-demo', production] },
    failed: 'ListAccountsForParent',
    members: everyone,
  });
});
