import { configDefaults, defineConfig } from 'vitest/config';

const conditions = ['@sms-connectors/source', 'node', 'default'];

/** For every test but those of a release: a package's in its folder, all of them at the root. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['@sms-connectors/source'] } },
  test: {
    include: ['**/*.test.ts'],
    exclude: [...configDefaults.exclude, '**/dist/**', '**/release/**', '**/src/template/**'],
    // Machines differ; a test that hangs is reported by its own deadlines.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    slowTestThreshold: 10_000,
    maxWorkers: '100%',
    execArgv: ['--conditions=@sms-connectors/source'],
    reporters: ['default', 'json'],
    outputFile: { json: 'reports/tests.json' },
  },
});
