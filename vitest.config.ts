import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
    // Native sessions and child processes start within a test; two cores are shared by all of them.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: 'forks',
    maxWorkers: 2,
    // A process a file would load the runtime and the sources some 300 times. Files therefore leave
    // the environment and the working folder as they found them.
    isolate: false,
  },
});
