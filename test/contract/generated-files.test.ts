import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { grafanaFiles } from '../../grafana/grafana-files.js';
import { generatedFiles } from '../../src/commands/generate.js';

it.each([...generatedFiles(), ...grafanaFiles()])(
  '$path is up to date (npm run generate)',
  ({ path, content }) => {
    expect(readFileSync(path, 'utf8')).toBe(content);
  },
);
