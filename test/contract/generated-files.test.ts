import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { generatedFiles } from '../../generators/generated-files.js';

it.each(generatedFiles())('$path is up to date (npm run generate)', ({ path, content }) => {
  expect(readFileSync(path, 'utf8')).toBe(content);
});
