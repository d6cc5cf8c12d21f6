export default {
  roots: ['<rootDir>/test'],
  testPathIgnorePatterns: ['<rootDir>/test/e2e/', '<rootDir>/test/image/', '<rootDir>/test/bench/'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }] },
  setupFilesAfterEnv: ['<rootDir>/test/nothing-left-behind.ts'],
  testEnvironment: 'node',
  // Stops what hangs; waits have a patience of their own.
  testTimeout: 300_000,
  maxWorkers: '100%',
};
