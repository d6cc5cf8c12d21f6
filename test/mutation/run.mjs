// usage: npm run test:mutation -- [module] [file...] [flag of Stryker...]; without a module, all of them one after the other.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { modules, resultsOf } from './modules.mjs';

const stryker = 'node_modules/@stryker-mutator/core/bin/stryker.js';
const config = 'test/mutation/stryker.config.mjs';
const flags = process.argv.slice(2).filter((text) => text.startsWith('--'));
const [name, ...files] = process.argv.slice(2).filter((text) => !text.startsWith('--'));

if (!existsSync(stryker)) {
  fail(
    'Stryker is no dependency: npm install --no-save @stryker-mutator/core@9 @stryker-mutator/jest-runner@9',
  );
}
if (name !== undefined && !(name in modules)) {
  fail(`There is no module ${JSON.stringify(name)}, only ${Object.keys(modules).join(', ')}.`);
}

const rows = (name === undefined ? Object.keys(modules) : [name]).map((each) => {
  const only = files.length === 0 ? [] : ['--mutate', files.join(',')];
  const { status } = spawnSync(process.execPath, [stryker, 'run', config, ...only, ...flags], {
    stdio: 'inherit',
    env: { ...process.env, MUTATION_MODULE: each },
  });
  if (status !== 0) process.exitCode = 1;
  return rowOf(each);
});
console.log(['| Module | Killed | Timeout | Survived | Not covered | Score |', ...rows].join('\n'));

function rowOf(module) {
  const file = `${resultsOf(module)}.json`;
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { files: {} };
  const all = Object.values(report.files).flatMap(({ mutants }) => mutants);
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
