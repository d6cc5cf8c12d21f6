import base from './jest.config.js';

export default {
  ...base,
  roots: ['<rootDir>/test/e2e'],
  testPathIgnorePatterns: [],
  testTimeout: 120_000,
  // The demo has one port.
  maxWorkers: 1,
};
