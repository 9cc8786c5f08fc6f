import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['reflect-metadata', 'test/support/seed.ts', 'test/support/partitions/from-environment.ts'],
    isolate: false,
    pool: 'forks',
    maxWorkers: 2,
    // Some tests compute for seconds, and other work may share the two cores: what hangs is told from what is slow.
    testTimeout: 120_000,
    hookTimeout: 240_000,
    // What is waited for comes when it comes: a test that waits says how long only where that is what it is about.
    expect: { poll: { timeout: 50_000, interval: 20 } },
    restoreMocks: true,
    coverage: { include: ['src/**/*.ts'] },
  },
});
