import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Native modules and child processes do not get along with worker threads.
    pool: 'forks',
    globalSetup: ['test/setup/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Otherwise tests and the libraries load graphql as two modules whose classes do not know each other.
    server: { deps: { inline: [/graphql/, /pothos/] } },
  },
});
