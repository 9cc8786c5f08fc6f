import { defineConfig } from 'vitest/config';

// `npm run test:ticketing`: against real systems from Debian packages, so not among the tests of `npm test`.
export default defineConfig({
  test: {
    include: ['test/ticketing/*.live.ts'],
    globalSetup: ['test/ticketing/install.ts'],
    fileParallelism: false,
    testTimeout: 400_000,
    hookTimeout: 400_000,
  },
});
