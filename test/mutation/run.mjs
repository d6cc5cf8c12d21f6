// usage: npm run test:mutation -- [module] [file...] [flag of Stryker...]; without a module, all of them one after the other.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { modules, resultsOf } from './modules.mjs';

const stryker = 'node_modules/@stryker-mutator/core/bin/stryker.js';
const config = 'test/mutation/stryker.config.mjs';
const flags = process.argv.slice(2).filter((text) => text.startsWith('--'));
const [name, ...files] = process.argv.slice(2).filter((text) => !text.startsWith('--'));

if (name !== undefined && !(name in modules)) {
  fail(`There is no module ${JSON.stringify(name)}, only ${Object.keys(modules).join(', ')}.`);
}
if (!existsSync(stryker)) {
  fail(
    'Stryker is no dependency: npm install --no-save @stryker-mutator/core@9 @stryker-mutator/jest-runner@9',
  );
}

const rows = (name === undefined ? Object.keys(modules) : [name]).flatMap((each) => {
  const only = files.length === 0 ? [] : ['--mutate', files.join(',')];
  const { status } = spawnSync(process.execPath, [stryker, 'run', config, ...only, ...flags], {
    stdio: 'inherit',
    env: { ...process.env, MUTATION_MODULE: each },
  });
  if (status === 0) return [rowOf(each)];
  process.exitCode = 1;
  return [];
});
console.log(['| Module | Killed | Timeout | Survived | Not covered | Score |', ...rows].join('\n'));

function rowOf(module) {
  const { files: mutated } = JSON.parse(readFileSync(`${resultsOf(module)}.json`, 'utf8'));
  const all = Object.values(mutated).flatMap(({ mutants }) => mutants);
  const count = (status) => all.filter((mutant) => mutant.status === status).length;
  const [killed, timeout, survived, uncovered] = ['Killed', 'Timeout', 'Survived', 'NoCoverage'].map(count);
  const detected = killed + timeout;
  const score = ((100 * detected) / (detected + survived + uncovered)).toFixed(1);
  return `| ${module} | ${killed} | ${timeout} | ${survived} | ${uncovered} | ${score} % |`;
}

function fail(problem) {
  console.error(problem);
  process.exit(2);
}
