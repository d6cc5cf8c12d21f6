import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { AccountClient } from '@aws-sdk/client-account';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { describe, expect, it } from '@jest/globals';
import { createCallPolicy } from '../../../src/aws/call-policy.js';
import { createAbortController, type Deadline, startDeadline } from '../../../src/aws/deadline.js';
import { listAccounts } from '../../../src/aws/operations/list-accounts.js';
import { listAccountsBelow } from '../../../src/aws/operations/list-accounts-below.js';
import { listRegions } from '../../../src/aws/operations/list-regions.js';
import { emitTo } from '../../emit-to.js';
import { serve } from '../tiny-server.js';

const call = createCallPolicy({
  retry: { attempts: 1, delayMs: 1, throttleDelayMs: 1, maxDelayMs: 1 },
  requestsPerSecond: 100_000,
  emit: emitTo(),
});
const client = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIA', secretAccessKey: 'x' },
  maxAttempts: 1,
};

type Ask<T> = (endpoint: string, deadline: Deadline) => Promise<T>;

/** What the operation makes of the answers, and the bodies that it sent. */
async function ask<T>(
  answerTo: (body: Record<string, unknown>, target: string) => object,
  operation: Ask<T>,
) {
  const sent: Record<string, unknown>[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const body = JSON.parse(await text(request)) as Record<string, unknown>;
    sent.push(body);
    const target = String(request.headers['x-amz-target']).replace(/^.*\./, '');
    const answer = answerTo(body, target);
    response.writeHead('__type' in answer ? 400 : 200).end(JSON.stringify(answer));
  };
  const endpoint = await serve((request, response) => void handle(request, response));
  using deadline = startDeadline(10_000, createAbortController().signal);
  return { result: await operation(endpoint, deadline), sent };
}

const accounts: Ask<unknown> = (endpoint, deadline) =>
  listAccounts({ client: new OrganizationsClient({ ...client, endpoint }), call }, deadline);
const below =
  (parentId: string): Ask<unknown> =>
  (endpoint, deadline) =>
    listAccountsBelow({ client: new OrganizationsClient({ ...client, endpoint }), call }, parentId, deadline);
const regions: Ask<unknown> = (endpoint, deadline) =>
  listRegions({ client: new AccountClient({ ...client, endpoint }), call }, deadline);

describe('ListAccounts', () => {
  it('without any account is not believed, for that would end the watch over all of them', async () => {
    const { result } = await ask(() => ({ Accounts: [] }), accounts);
    const message = 'AWS Organizations listed no account';
    expect(result).toMatchObject({ ok: false, failure: { reason: 'invalid_response', message } });
  });

  it('tells states by the newer member, by the older one where there is no other, and keeps new ones apart', async () => {
    const { result } = await ask(
      () => ({
        Accounts: [
          { Id: '000000000001', Name: 'one', State: 'PENDING_CLOSURE', Status: 'ACTIVE' },
          { Id: '000000000002', Name: 'two', Status: 'SUSPENDED' },
          { Id: '000000000003', State: 'PENDING_ACTIVATION' },
          { Id: '000000000004', Name: 'four', State: 'HIBERNATING', Status: 'ACTIVE' },
          { Id: '000000000005', Name: 'five' },
          { Id: '000000000006', Name: 'six', State: 'constructor' },
        ],
      }),
      accounts,
    );
    expect(result).toEqual({
      ok: true,
      value: [
        { id: '000000000001', name: 'one', state: 'PENDING_CLOSURE' },
        { id: '000000000002', name: 'two', state: 'SUSPENDED' },
        { id: '000000000003', name: '000000000003', state: 'PENDING_ACTIVATION' },
        { id: '000000000004', name: 'four', state: 'unknown' },
        { id: '000000000005', name: 'five', state: 'unknown' },
        { id: '000000000006', name: 'six', state: 'unknown' },
      ],
    });
  });

  it('tells the units of each account by its paths, whatever else they hold', async () => {
    const paths: unknown[] = [
      ['o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/ou-ab12-22222222/'],
      ['o-a1b2c3d4e5/r-ab12/000000000002', '/r-ab12/ou-ab12-11111111/000000000002/'],
      ['o-a1b2c3d4e5/', 7, null, ''],
      'o-a1b2c3d4e5/r-ab12/',
      null,
    ];
    const { result } = await ask(
      () => ({ Accounts: paths.map((Paths, index) => ({ Id: `00000000000${index + 1}`, Paths })) }),
      accounts,
    );
    const units = [
      ['r-ab12', 'ou-ab12-11111111', 'ou-ab12-22222222'],
      ['r-ab12', 'ou-ab12-11111111'],
    ];
    expect(result).toEqual({
      ok: true,
      value: paths.map((_, index) => {
        const id = `00000000000${index + 1}`;
        return { id, name: id, state: 'unknown', ...(units[index] && { units: units[index] }) };
      }),
    });
  });

  it('is read over all pages, also empty ones', async () => {
    const pages = [
      { Accounts: [{ Id: '000000000001' }], NextToken: 'a' },
      { NextToken: 'b' },
      { Accounts: [{ Id: '000000000002' }], NextToken: null },
    ];
    let page = 0;
    const { result, sent } = await ask(() => pages[page++] ?? {}, accounts);
    expect(result).toMatchObject({ ok: true, value: [{ id: '000000000001' }, { id: '000000000002' }] });
    expect(sent).toEqual([{}, { NextToken: 'a' }, { NextToken: 'b' }]);
  });

  it.each([
    ['AccessDeniedException', 'access_denied'],
    ['AWSOrganizationsNotInUseException', 'invalid_request'],
    ['InvalidInputException', 'invalid_request'],
    ['TooManyRequestsException', 'throttled'],
    ['ServiceException', 'unavailable'],
  ])('fails with %s: %s', async (name, reason) => {
    const { result } = await ask(() => ({ __type: name, Message: 'No.' }), accounts);
    expect(result).toMatchObject({ ok: false, failure: { operation: 'ListAccounts', reason } });
  });

  it('refuses an account without an id', async () => {
    const { result } = await ask(() => ({ Accounts: [{ Name: 'nobody' }] }), accounts);
    expect(result).toMatchObject({ ok: false, failure: { reason: 'invalid_response' } });
  });
});

describe('the accounts below a unit', () => {
  const tree: Readonly<Record<string, { accounts: string[]; units: string[] }>> = {
    'r-ab12': { accounts: ['000000000001'], units: ['ou-ab12-aaaaaaaa', 'ou-ab12-bbbbbbbb'] },
    'ou-ab12-aaaaaaaa': { accounts: [], units: ['ou-ab12-cccccccc'] },
    'ou-ab12-bbbbbbbb': { accounts: ['000000000002'], units: [] },
    'ou-ab12-cccccccc': { accounts: ['000000000003', '000000000004'], units: [] },
  };
  const answerTo = ({ ParentId }: Record<string, unknown>, target: string): object => {
    const node = tree[String(ParentId)];
    if (node === undefined) return { __type: 'ParentNotFoundException', Message: 'No such parent.' };
    return target === 'ListAccountsForParent'
      ? { Accounts: node.accounts.map((Id) => ({ Id })) }
      : { OrganizationalUnits: node.units.map((Id) => ({ Id })) };
  };

  it.each([
    ['r-ab12', ['000000000001', '000000000002', '000000000003', '000000000004']],
    ['ou-ab12-aaaaaaaa', ['000000000003', '000000000004']],
    ['ou-ab12-bbbbbbbb', ['000000000002']],
  ])('%s are those of all units below it', async (unit, expected) => {
    const { result } = await ask(answerTo, below(unit));
    expect(result).toEqual({ ok: true, value: expect.arrayContaining(expected) });
    expect(result).toMatchObject({ value: { length: expected.length } });
  });

  it('that does not exist are a failure', async () => {
    const { result } = await ask(answerTo, below('ou-ab12-dddddddd'));
    expect(result).toMatchObject({
      ok: false,
      failure: { operation: 'ListAccountsForParent', reason: 'not_found' },
    });
  });
});

describe('ListRegions', () => {
  it('gives all regions in order, and whether they are enabled; one without a status is refused', async () => {
    const statuses = ['ENABLED_BY_DEFAULT', 'ENABLED', 'ENABLING', 'DISABLING', 'DISABLED', 'NEW', null];
    const rows = statuses.map((status, index) => ({
      RegionName: `us-east-${9 - index}`,
      RegionOptStatus: status,
    }));
    const { result, sent } = await ask(() => ({ Regions: rows }), regions);
    expect(result).toMatchObject({
      ok: true,
      refused: [{ operation: 'ListRegions', id: 'us-east-3' }],
      value: [
        { name: 'us-east-4', isEnabled: false },
        { name: 'us-east-5', isEnabled: false },
        { name: 'us-east-6', isEnabled: false },
        { name: 'us-east-7', isEnabled: false },
        { name: 'us-east-8', isEnabled: true },
        { name: 'us-east-9', isEnabled: true },
      ],
    });
    expect(sent).toEqual([{ MaxResults: 50 }]);
  });

  it.each([
    ['no region', {}],
    ['no region with a status', { Regions: [{ RegionName: 'eu-west-1' }] }],
    ['a region without a name', { Regions: [{ RegionOptStatus: 'ENABLED' }] }],
  ])('refuses %s', async (_, answer) => {
    const { result } = await ask(() => answer, regions);
    expect(result).toMatchObject({ ok: false, failure: { reason: 'invalid_response' } });
  });
});
