import path from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    dir: import.meta.dirname,
    include: ['*.test.ts'],
    globalSetup: path.join(import.meta.dirname, 'setup.ts'),
    maxWorkers: '100%',
    testTimeout: 120_000,
    hookTimeout: 180_000,
    reporters: ['default', ['json', { outputFile: 'reports/release-tests.json' }]],
  },
});
