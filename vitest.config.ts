import { defineConfig } from 'vitest/config';

const conditions = ['@sms-connectors/source', 'node', 'module', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['@sms-connectors/source'] } },
  test: {
    // Machines differ; a test that hangs is told by its own deadlines.
    testTimeout: 30_000,
    slowTestThreshold: 10_000,
    maxWorkers: '100%',
    include: ['test/*.test.ts', 'examples/*.test.ts', 'packages/*/test/**/*.test.ts'],
    execArgv: ['--conditions=@sms-connectors/source'],
    reporters: ['default', ['json', { outputFile: 'reports/tests.json' }]],
  },
});
