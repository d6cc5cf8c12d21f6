import { expect, it } from '@jest/globals';
import { checkProxies } from '../../src/config/checks/check-proxies.js';
import { formatProblem } from '../../src/problems/problem.js';

const expected = 'expected the URL of a proxy such as http://proxy.example:3128';
const scheme = `${expected}, which begins with http:// or https://`;
const slash = `${expected}; a character such as / or # in the user or the password is written as %2F or %23`;
const percent = `${expected}; a % in the user or the password is written %25`;

it.each<[Record<string, string>, string[]]>([
  [{}, []],
  [{ HTTPS_PROXY: 'http://proxy.example:3128', HTTP_PROXY: 'HTTPS://user:p%23@proxy.example' }, []],
  [{ HTTPS_PROXY: 'proxy.example:3128' }, [`HTTPS_PROXY: ${scheme}`]],
  [{ HTTPS_PROXY: 'socks5://http://proxy.example' }, [`HTTPS_PROXY: ${scheme}`]],
  [{ http_proxy: 'http://user:s3cret/@proxy.example' }, [`http_proxy: ${slash}`]],
  [{ HTTP_PROXY: 'http://user:100%@proxy.example' }, [`HTTP_PROXY: ${percent}`]],
  [{ HTTP_PROXY: 'http://100%:s3cret@proxy.example' }, [`HTTP_PROXY: ${percent}`]],
  [{ ALL_PROXY: 'no' }, [`ALL_PROXY: ${scheme}`]],
  [{ https_proxy: 'http://proxy.example', HTTPS_PROXY: 'not read', http_proxy: 'http://proxy.example' }, []],
  [
    { https_proxy: '', HTTPS_PROXY: 'no', HTTP_PROXY: 'no' },
    [`HTTPS_PROXY: ${scheme}`, `HTTP_PROXY: ${scheme}`],
  ],
  [{ all_proxy: 'no', ALL_PROXY: 'not read', HTTPS_PROXY: 'http://proxy.example' }, [`all_proxy: ${scheme}`]],
  [{ NO_PROXY: 'no' }, []],
])('of %p it says %p', (env, messages) => {
  expect(checkProxies(env).map(formatProblem)).toEqual(messages);
});
