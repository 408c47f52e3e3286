import { defineConfig } from 'vitest/config';

/**
 * Functions and objects in one process: no database, model, browser or child process. A new test in one of these folders that
 * needs more than that is named among the exceptions.
 */
const unit = [
  'test/{architecture,config,evaluate,fairness,http,metrics,policy}/**/*.test.ts',
  'test/access/limits/lease.test.ts',
  'test/uploads/{data-uri,multipart}.test.ts',
  'test/flexvar/!(forced-scales|generate-scales).test.ts',
  'test/images/!(intake|picture-processes|picture-cache|read-mask).test.ts',
  'test/converter/{checkpoint,graph}.test.ts',
  'test/generations/{bundled-model,check-memory}.test.ts',
  'test/inference/{class-search,resident,watch}.test.ts',
];
const browser = ['test/browser/**/*.test.ts'];

const globalSetup = ['models', 'database-template', 'postgres'].map(name => `test/setup/provide-${name}.ts`);

export default defineConfig({
  test: {
    // Native modules and child processes do not get along with worker threads.
    pool: 'forks',
    // Kept between runs, by what a file contains.
    fsModuleCache: true,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Otherwise tests and the libraries load graphql as two modules whose classes do not know each other.
    server: { deps: { inline: [/graphql/, /pothos/] } },
    projects: [
      { extends: true, test: { name: 'unit', include: unit, isolate: false } },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/**/*.test.ts'],
          exclude: [...unit, ...browser],
          globalSetup,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: browser,
          globalSetup,
        },
      },
    ],
  },
});
