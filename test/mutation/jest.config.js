import base from '../../jest.config.js';
import { moduleName, modules } from './modules.mjs';

export default {
  ...base,
  rootDir: '../..',
  testMatch: modules[moduleName].tests.map((pattern) => `<rootDir>/test/${pattern}`),
  runner: '<rootDir>/test/mutation/covering-tests-runner.mjs',
  setupFilesAfterEnv: [],
  maxWorkers: 1,
};
