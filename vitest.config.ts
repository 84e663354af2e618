import { defineConfig } from 'vitest/config';

/** A run speaks English unless a test says otherwise, whatever the machine's locale is. */
const env = { HA_SETUP_LANG: 'en' };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          env,
          include: ['test/**/*.test.ts'],
          exclude: ['test/lab/**'],
          globalSetup: 'test/install.ts',
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'lab',
          env,
          include: ['test/lab/**/*.test.ts'],
          globalSetup: 'test/lab/install.ts',
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // Labs do not collide, and most of their time is waiting.
          maxWorkers: 3,
        },
      },
    ],
  },
});
