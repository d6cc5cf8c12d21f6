import { expect, it } from '@jest/globals';
import { quoted } from '../../../src/restores/plans/quoted.js';

it.each([
  ['as it is', 'cron(0 5 ? * * *)', '"cron(0 5 ? * * *)"'],
  ['on one line', 'two\nlines and a "quote"', '"two\\nlines and a \\"quote\\""'],
  ['whole up to sixty characters', 'x'.repeat(60), `"${'x'.repeat(60)}"`],
  ['cut where it is longer', 'x'.repeat(61), `"${'x'.repeat(60)}…"`],
])('a text is quoted %s', (_, text, expected) => {
  expect(quoted(text)).toBe(expected);
});
