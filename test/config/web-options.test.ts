import { expect, it } from '@jest/globals';
import { listenAddressOption } from '../../src/config/options/web-options.js';

it.each([
  [':0', { port: 0 }],
  [':65535', { port: 65_535 }],
  ['127.0.0.1:80', { host: '127.0.0.1', port: 80 }],
  ['monitor-1.example:80', { host: 'monitor-1.example', port: 80 }],
  ['monitor-1:80', { host: 'monitor-1', port: 80 }],
  ['1st.example:80', { host: '1st.example', port: 80 }],
  ['[::1]:80', { host: '::1', port: 80 }],
  ['[::ffff:127.0.0.1]:80', { host: '::ffff:127.0.0.1', port: 80 }],
])('%p is read as %p', (text, expected) => {
  expect(listenAddressOption().parse(text)).toEqual(expected);
});

const expected = 'expected an address such as :10066, 127.0.0.1:10066 or [::1]:10066';

it.each([
  ['80', expected],
  [80, expected],
  ['http://monitor:80', expected],
  [':80/', expected],
  ['::1:80', expected],
  [':100000', expected],
  [':65536', `${expected}, with a port up to 65535`],
  ['127.0.0.256:80', `${expected}, with a port up to 65535`],
  ['127.1:80', `${expected}, with a port up to 65535`],
  ['[::1::2]:80', `${expected}, with a port up to 65535`],
])('%p is refused with %p', (text, message) => {
  const { error } = listenAddressOption().safeParse(text);
  expect(error?.issues.map((issue) => issue.message)).toEqual([message]);
});
