import { defineConfig } from 'vitest/config';

const conditions = ['@sms-connectors/source', 'node', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['@sms-connectors/source'] } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'code',
          include: ['test/*.test.ts', 'examples/*.test.ts', 'packages/*/test/**/*.test.ts'],
        },
      },
      // Wants the built site and a browser; `pnpm check:site` brings the first.
      { extends: true, test: { name: 'site', include: ['docs/test/**/*.test.ts'] } },
    ],
    // Machines differ; a test that hangs is told by its own deadlines.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Deadlines of real sockets are met late on a machine that others use too.
    retry: process.env['CI'] === undefined ? 0 : 2,
    slowTestThreshold: 10_000,
    maxWorkers: '100%',
    execArgv: ['--conditions=@sms-connectors/source'],
    reporters: ['default', 'json'],
    outputFile: { json: 'reports/tests.json' },
  },
});
