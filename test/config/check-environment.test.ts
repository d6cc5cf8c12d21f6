import { describe, expect, it } from '@jest/globals';
import { checkEnvironment } from '../../src/config/checks/check-environment.js';
import { formatProblem } from '../../src/problems/problem.js';

const messages = (env: Record<string, string>) => checkEnvironment(env).map(formatProblem);

const foreign = 'the value has a space, a line break or another character that no key has; copy it again';

describe.each(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'])('%s', (name) => {
  it.each([
    ['canary', []],
    ['canary/+=', []],
    ['', []],
    ['canary\n', ['the value ends with a line feed; remove it']],
    ['canary\r\n', ['the value ends with a line feed; remove it']],
    ['canary\r', ['the value ends with a carriage return; remove it']],
    ['canary ', ['the value ends with a space; remove it']],
    ['canary\u00a0', ['the value ends with white space; remove it']],
    [' canary', ['the value begins with a space; remove it']],
    ['\tcanary', ['the value begins with a tab; remove it']],
    ['"canary"', ['the value is in quotes; remove them']],
    ["'canary'", ['the value is in quotes; remove them']],
    ['can ary', [foreign]],
    ['can\nary', [foreign]],
    ['can\u0000ary', [foreign]],
    ['canäry', [foreign]],
  ])('with %j is told, without its value: %j', (value, expected) => {
    expect(messages({ [name]: value })).toEqual(expected.map((message) => `${name}: ${message}`));
  });
});

it.each([
  'AWS_PROFILE',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_CONFIG_FILE',
])('%s has no white space at its ends', (name) => {
  expect(messages({ [name]: 'of the company' })).toEqual([]);
  expect(messages({ [name]: '/token\n' })).toEqual([`${name}: the value ends with a line feed; remove it`]);
  expect(messages({ [name]: ' /token' })).toEqual([`${name}: the value begins with a space; remove it`]);
});

it.each([
  ['eu-west-1', []],
  ['eu-west-1\n', ['AWS_REGION: the value ends with a line feed; remove it']],
  ['Ireland', ['AWS_REGION: expected an AWS region such as eu-central-1, found "Ireland"']],
])('AWS_REGION is %j: %j', (value, expected) => {
  expect(messages({ AWS_REGION: value })).toEqual(expected);
});

describe.each(['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT'])('%s', (name) => {
  it.each(['true', 'True', 'TRUE', 'false', 'False', ''])('may be %j', (value) => {
    expect(messages({ [name]: value })).toEqual([]);
  });

  it.each(['1', '0', 'yes', 'no', 'on', 'true ', 'true\n'])('may not be %j', (value) => {
    const found = JSON.stringify(value);
    expect(messages({ [name]: value })).toEqual([`${name}: expected true or false, found ${found}`]);
  });
});

describe.each([
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_BACKUP',
  'AWS_ENDPOINT_URL_STS',
  'AWS_ENDPOINT_URL_SSO_OIDC',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_EC2_METADATA_SERVICE_ENDPOINT',
])('%s', (name) => {
  it.each(['http://127.0.0.1:1', 'HTTPS://vpce-1.example.com/path', 'http://[::1]:1', ''])(
    'may be %j',
    (value) => {
      expect(messages({ [name]: value })).toEqual([]);
    },
  );

  it.each([
    'vpce-1.example.com',
    'localhost:4566',
    'ftp://example.com',
    'https://',
    'http://a:b',
    'http://a\n',
  ])('may not be %j', (value) => {
    expect(messages({ [name]: value })).toEqual([
      `${name}: expected a URL such as https://vpce-1.example.com, which begins with http:// or https://`,
    ]);
  });
});

it.each(['true', 'false', ''])('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS may be %j', (value) => {
  expect(messages({ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: value })).toEqual([]);
});

it.each(['True', '1', 'yes'])('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS may not be %j', (value) => {
  expect(messages({ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: value })).toEqual([
    `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: expected true or false in lower case, found "${value}"`,
  ]);
});

it('tells every problem, and nothing of other variables', () => {
  const env = {
    AWS_SECRET_ACCESS_KEY: 'canary\n',
    AWS_ENDPOINT_URL_STS: 'sts',
    AWS_ENDPOINT_URL: 'all',
    AWS_USE_FIPS_ENDPOINT: 'yes',
    AWS_DEFAULT_REGION: 'Ireland\n',
    OTHER_ENDPOINT_URL: 'none',
  };
  expect(checkEnvironment(env).map(({ file }) => file)).toEqual([
    'AWS_SECRET_ACCESS_KEY',
    'AWS_USE_FIPS_ENDPOINT',
    'AWS_ENDPOINT_URL',
    'AWS_ENDPOINT_URL_STS',
  ]);
});
