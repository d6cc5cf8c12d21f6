import { expect, it } from '@jest/globals';
import { expandEnvironment } from '../../src/yaml/expand-environment.js';

const env = { NAME: 'value', EMPTY: '', NESTED: '${NAME}', DOLLARS: '$$' };

it.each([
  ['${NAME}', 'value'],
  ['a ${NAME} b ${NAME}', 'a value b value'],
  ['${EMPTY}', ''],
  ['${EMPTY:-other}', 'other'],
  ['${UNSET:-other}', 'other'],
  ['${UNSET:-}', ''],
  ['${UNSET:-a:-b $c}', 'a:-b $c'],
  ['${NAME:-other}', 'value'],
  ['${NESTED} ${DOLLARS}', '${NAME} $$'],
  ['$$', '$'],
  ['$${NAME}', '${NAME}'],
  ['$$${NAME}', '$value'],
  ['$NAME $ $1 }', '$NAME $ $1 }'],
])('%s becomes %s', (text, expected) => {
  expect(expandEnvironment(text, env)).toEqual({ text: expected, problems: [] });
});

it.each([
  ['${UNSET}', 'environment variable UNSET is not set; set it, or give a default as in ${UNSET:-value}'],
  ['${}', 'malformed reference: no valid variable name after ${; '],
  ['${1A}', 'malformed reference: no valid variable name after ${; '],
  ['${NAME:?x}', 'malformed reference: no valid variable name after ${; '],
  ['${env:NAME}', 'malformed reference: no valid variable name after ${; '],
  ['${NAME', 'malformed reference: ${ without its closing brace; '],
  ['${UNSET:-${NAME}}', 'malformed reference: the default of UNSET holds another reference; '],
])('%s is refused', (text, message) => {
  const { problems } = expandEnvironment(text, env);
  const code = text === '${UNSET}' ? 'unset-variable' : 'malformed-reference';
  expect(problems).toEqual([{ code, message: expect.stringContaining(message) }]);
});
