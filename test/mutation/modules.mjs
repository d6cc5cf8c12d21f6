/** The options as tables: almost all that stands there is a type, a bound, or a text for people. */
const tables = ['src/config/{schema,overrides}.ts', 'src/config/options/*.ts'];

/** What is mutated, and the tests that have to notice: those that are quick enough to be run again for each mutant. */
export const modules = {
  domain: {
    mutate: ['src/restores/**/*.ts'],
    tests: ['restores/**/!(plan-schedule-properties).test.ts'],
  },
  polling: {
    mutate: [
      'src/polling/{readiness,adapt-states,schedules,discovery-schedules,poller,target-states}.ts',
      'src/sources/plan-job-reads.ts',
      'src/targets/**/*.ts',
    ],
    tests: ['polling/!(reload-property).test.ts', 'sources/plan-job-reads.test.ts', 'targets/*.test.ts'],
  },
  calls: {
    mutate: ['src/aws/{call-policy,classify-error,deadline,rate-limiter,operations/read-pages,aws-clock}.ts'],
    tests: [
      'aws/{aws-clock,call-policy,classify-error,deadline,rate-limiter,create-request-handler}.test.ts',
      'aws/operations/read-pages.test.ts',
    ],
  },
  configuration: {
    mutate: [
      'src/config/!(follow-file|reload).ts',
      'src/config/*/**/*.ts',
      'src/yaml/**/*.ts',
      ...tables.map((file) => `!${file}`),
    ],
    tests: ['config/!(follow-file|reload).test.ts', 'yaml/*.test.ts'],
  },
  // By themselves, since one test takes seconds, and the other reads a configuration before any test.
  following: {
    mutate: ['src/config/{follow-file,reload}.ts'],
    tests: ['config/{follow-file,reload}.test.ts'],
  },
  options: {
    mutate: tables,
    tests: [
      'config/!(follow-file|reload).test.ts',
      'yaml/*.test.ts',
      'generators/json-schema.test.ts',
      'generators/docs/*.test.ts',
    ],
    // The texts of the options are held by the test that docs/configuration.md is as it would be generated.
    excludedMutations: ['StringLiteral'],
  },
};

export const moduleName = process.env['MUTATION_MODULE'] ?? 'domain';

export const resultsOf = (name) => `build/mutation/${name}`;
