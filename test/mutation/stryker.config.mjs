import { moduleName, modules, resultsOf } from './modules.mjs';

const { mutate, excludedMutations = [] } = modules[moduleName];
const results = resultsOf(moduleName);

export default {
  mutate,
  mutator: { excludedMutations },
  testRunner: 'jest',
  jest: { projectType: 'custom', configFile: 'test/mutation/jest.config.js' },
  testRunnerNodeArgs: ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning'],
  coverageAnalysis: 'perTest',
  // TypeScript 7 has no JavaScript API, which Stryker would rewrite a configuration with.
  tsconfigFile: 'tsconfig.none.json',
  disableTypeChecks: false,
  incremental: true,
  incrementalFile: `${results}-incremental.json`,
  reporters: ['clear-text', 'progress-append-only', 'json', 'html'],
  clearTextReporter: { reportTests: false, allowColor: false },
  jsonReporter: { fileName: `${results}.json` },
  htmlReporter: { fileName: `${results}.html` },
  tempDirName: 'build/mutation/sandbox',
  // Jest does not give back all the memory of a run.
  maxTestRunnerReuse: 40,
  ignorePatterns: ['/build', '/dist', '/helm'],
  concurrency: Number(process.env['MUTATION_CONCURRENCY'] ?? 2),
  // A busy machine is slow: what is counted as a timeout shall hang.
  timeoutMS: 20_000,
  timeoutFactor: 4,
  warnings: { slow: false },
  allowConsoleColors: false,
};
