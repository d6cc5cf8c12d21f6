import base from './jest.config.js';

export default {
  ...base,
  roots: ['<rootDir>/test/e2e'],
  testPathIgnorePatterns: [],

  // The demo has one port.
  maxWorkers: 1,
};
