import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { expect, it } from '@jest/globals';
import { createCallPolicy } from '../../../src/aws/call-policy.js';
import { createAbortController, startDeadline } from '../../../src/aws/deadline.js';
import { getResources } from '../../../src/aws/operations/get-resources.js';
import { TolerantJsonProtocol } from '../../../src/aws/tolerant-json-protocol.js';
import { emitTo } from '../../emit-to.js';
import { serve } from '../tiny-server.js';

const call = createCallPolicy({
  retry: { attempts: 1, delayMs: 1, throttleDelayMs: 1, maxDelayMs: 1 },
  requestsPerSecond: 100_000,
  emit: emitTo(),
});
const orders = 'arn:aws:rds:eu-west-1:111122223333:db:orders';
const volume = 'arn:aws:ec2:eu-west-1:111122223333:volume/vol-1';

/** What is read where AWS answers with the pages, one after the other, and the tokens that it was sent. */
async function read(keys: readonly string[], ...pages: readonly object[]) {
  const sent: unknown[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const { PaginationToken, ...asked } = JSON.parse(await text(request));
    sent.push([request.headers['x-amz-target'], PaginationToken, asked]);
    response.writeHead(200).end(JSON.stringify(pages[sent.length - 1]));
  };
  const endpoint = await serve((request, response) => void handle(request, response));
  const client = new ResourceGroupsTaggingAPIClient({
    region: 'eu-west-1',
    endpoint,
    protocol: TolerantJsonProtocol,
    credentials: { accessKeyId: 'AKIA', secretAccessKey: 'x' },
    maxAttempts: 1,
  });
  using deadline = startDeadline(10_000, createAbortController().signal);
  return { result: await getResources({ client, call }, keys, deadline), sent };
}

const resource = (ResourceARN: unknown, ...Tags: readonly unknown[]) => ({ ResourceARN, Tags });
const tag = (Key: unknown, Value?: unknown) => ({ Key, Value });

it('reads every page of the types that restore testing supports, also behind an empty one', async () => {
  const { result, sent } = await read(
    ['owner'],
    { ResourceTagMappingList: [resource(orders, tag('owner', 'shop'))], PaginationToken: 'second' },
    { ResourceTagMappingList: [], PaginationToken: 'third' },
    { ResourceTagMappingList: [resource(volume, tag('owner', 'it'))], PaginationToken: '' },
  );
  const asked = {
    ResourcesPerPage: 100,
    ResourceTypeFilters: [
      'dynamodb:table',
      'ec2:instance',
      'ec2:volume',
      'elasticfilesystem:file-system',
      'fsx',
      'rds:cluster',
      'rds:db',
      's3',
    ],
  };
  const target = 'ResourceGroupsTaggingAPI_20170126.GetResources';
  expect(sent).toEqual([
    [target, undefined, asked],
    [target, 'second', asked],
    [target, 'third', asked],
  ]);
  expect(result).toEqual({
    ok: true,
    value: [
      { arn: orders, tags: new Map([['owner', 'shop']]) },
      { arn: volume, tags: new Map([['owner', 'it']]) },
    ],
  });
});

it.each<[name: string, row: unknown, tags: [string, string][]]>([
  [
    'tags of other keys, and of the key in other letters',
    resource(orders, tag('owner', 'shop'), tag('Name', 'orders'), tag('Owner', 'it')),
    [['owner', 'shop']],
  ],
  [
    'tags in another order',
    resource(orders, tag('tier', '1'), tag('owner', 'shop')),
    [
      ['owner', 'shop'],
      ['tier', '1'],
    ],
  ],
  ['a tag without a value', resource(orders, tag('owner')), [['owner', '']]],
  ['a tag whose value is null', resource(orders, tag('owner', null)), [['owner', '']]],
  ['a tag whose value is no text', resource(orders, tag('owner', { a: 1 })), [['owner', '']]],
  ['a tag whose key is no text', resource(orders, tag(7, 'shop'), tag('tier', '1')), [['tier', '1']]],
  ['a key twice', resource(orders, tag('owner', 'shop'), tag('owner', 'it')), [['owner', 'it']]],
  ['a tag that is none', resource(orders, null, 'owner', tag('tier', '1')), [['tier', '1']]],
  ['half a character', resource(orders, tag('owner', 'a\ud800')), [['owner', 'a\ufffd']]],
  ['no tags', resource(orders), []],
  ['tags that are null', { ResourceARN: orders, Tags: null }, []],
  ['tags that are missing', { ResourceARN: orders }, []],
])('takes from a resource with %s what can be used', async (_, row, tags) => {
  const { result } = await read(['owner', 'tier'], { ResourceTagMappingList: [row] });
  expect(result.ok && result.value.map((each) => [each.arn, [...each.tags]])).toEqual([[orders, tags]]);
});

it('takes a resource that is listed twice as it was listed last', async () => {
  const rows = [resource(orders, tag('owner', 'shop')), resource(orders, tag('owner', 'it'))];
  const { result } = await read(['owner'], { ResourceTagMappingList: rows });
  expect(result).toEqual({ ok: true, value: [{ arn: orders, tags: new Map([['owner', 'it']]) }] });
});

it.each([undefined, null, '', 7])('refuses a row whose ARN is %j, and reads the others', async (arn) => {
  const rows = [resource(arn, tag('owner', 'it')), resource(orders, tag('owner', 'shop'))];
  const { result } = await read(['owner'], { ResourceTagMappingList: rows });
  expect(result).toEqual({
    ok: true,
    value: [{ arn: orders, tags: new Map([['owner', 'shop']]) }],
    refused: [
      {
        operation: 'GetResources',
        reason: 'missing_field',
        message: 'a tagged resource has no ResourceARN',
      },
    ],
  });
});

it('fails where a page names one that was read already', async () => {
  const page = { ResourceTagMappingList: [resource(orders)], PaginationToken: 'again' };
  const { result } = await read(['owner'], page, page);
  expect(result).toEqual({
    ok: false,
    failure: {
      operation: 'GetResources',
      reason: 'invalid_response',
      message: 'GetResources repeated the token of a page already read',
    },
  });
});
