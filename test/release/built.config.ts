import { defineConfig } from 'vitest/config';

/** Runs tests of this repository against the packages as they are built, not their sources. */
export default defineConfig({
  test: { testTimeout: 120_000, hookTimeout: 120_000, retry: 2 },
});
