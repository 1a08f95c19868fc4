import { defineConfig } from 'vitest/config';

const conditions = ['@sms-connectors/source', 'node', 'module', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['@sms-connectors/source'] } },
  test: {
    include: ['test/**/*.test.ts', 'examples/*.test.ts', 'packages/*/test/**/*.test.ts'],
    execArgv: ['--conditions=@sms-connectors/source'],
    reporters: ['default', ['json', { outputFile: 'reports/tests.json' }]],
  },
});
