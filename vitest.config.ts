import { defineConfig } from 'vitest/config';
import { kazakhArabic } from './app/i18n/kazakh-arabic-plugin.ts';
import { threads } from './app/platform/threads-plugin.ts';

/** Suites: `unit` needs nothing, `integration` a database, `browser` a built portal and Chromium; `bench` prints numbers. */
export default defineConfig({
  plugins: [kazakhArabic(), threads()],
  test: {
    maxWorkers: 2,
    restoreMocks: true,
    // The clock of the machine that tests is nobody's zone.
    env: { TZ: 'UTC', LOG_LEVEL: 'silent' },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          testTimeout: 30_000,
          include: ['app/**/*.test.{ts,tsx}', 'models/**/*.test.ts', 'scripts/**/*.test.ts', 'tests/guards/**/*.test.ts'],
          exclude: ['**/*.db.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts', 'app/**/*.db.test.ts'],
          globalSetup: ['tests/setup/engine.ts'],
          setupFiles: ['tests/setup/database.ts'],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/setup/demonstration.ts'],
          maxWorkers: 1,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          // A second try in CI, and the report says "retry x1" beside the test's name: a busy machine is no finding, a test that fails twice is.
          retry: process.env.CI === 'true' ? 1 : 0,
        },
      },
      {
        extends: true,
        test: {
          name: 'bench',
          include: ['tests/bench/**/*.bench.ts'],
          globalSetup: ['tests/setup/engine.ts'],
          maxWorkers: 1,
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
