import { readFileSync } from 'node:fs';
import { formatProblem } from '../../problems/problem.js';
import { type Parsed, parseYamlSource } from '../../yaml/yaml-source.js';
import { type Scenario, scenarioSchema } from './scenario.js';

export function parseScenario(text: string, file: string): Parsed<Scenario> {
  return parseYamlSource(text, { file, schema: scenarioSchema, env: {} });
}

/** The scenario of a file; throws with every problem, its line and column, where it is not one. */
export function loadScenario(file: string): Scenario {
  const parsed = parseScenario(readFileSync(file, 'utf8'), file);
  if (parsed.ok) return parsed.value;
  throw new Error(parsed.failure.map(formatProblem).join('\n'));
}
