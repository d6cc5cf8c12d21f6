// Jest loads every test file, also where the name of no test in it is asked for, which would be most of the time of a
// mutant: this runner leaves out the files that have no test to run.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import JestRunner from 'jest-runner';
import { moduleName, resultsOf } from './modules.mjs';

const namesFile = `${resultsOf(moduleName)}-tests.json`;
const isMutated = () => process.env['__STRYKER_ACTIVE_MUTANT__'] !== undefined;

export default class CoveringTestsRunner extends JestRunner {
  #namePattern;

  constructor(globalConfig, context) {
    super(globalConfig, context);
    this.#namePattern = globalConfig.testNamePattern;
  }

  async runTests(tests, watcher, options) {
    if (this.#namePattern) return super.runTests(testsNamed(this.#namePattern, tests), watcher, options);
    if (isMutated()) return super.runTests(tests, watcher, options);
    const names = {};
    this.on('test-file-success', ([{ path }, { testResults }]) => {
      names[path] = testResults.map(({ fullName }) => fullName);
    });
    await super.runTests(tests, watcher, options);
    mkdirSync(dirname(namesFile), { recursive: true });
    writeFileSync(namesFile, JSON.stringify(names));
  }
}

function testsNamed(pattern, tests) {
  const names = JSON.parse(readFileSync(namesFile, 'utf8'));
  const wanted = new RegExp(pattern, 'i');
  return tests.filter(({ path }) => names[path]?.some((name) => wanted.test(name)) ?? true);
}
