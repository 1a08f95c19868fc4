import path from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';

const exclude = [...configDefaults.exclude, '**/dist/**', '**/release/**', '**/src/template/**'];
// They count the connections of the whole process.
const needOwnProcess = ['**/http-*.test.ts'];
const conditions = ['@sms-connectors/source', 'node', 'default'];

/** For every test but those of a release: a package's in its folder, all of them at the root. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['@sms-connectors/source'] } },
  test: {
    projects: [
      // Loading the packages again for each file would take most of the time.
      {
        extends: true,
        test: {
          name: 'shared process',
          include: ['**/*.test.ts'],
          exclude: [...exclude, ...needOwnProcess],
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'own process', include: needOwnProcess, exclude, isolate: true },
      },
    ],
    // Machines differ; a test that hangs is reported by its own deadlines.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    slowTestThreshold: 10_000,
    maxWorkers: '100%',
    setupFiles: [path.join(import.meta.dirname, 'test/leave-nothing-behind.ts')],
    execArgv: ['--conditions=@sms-connectors/source'],
    // The programs that tests start compile the sources of the packages once, not each time.
    env: {
      NODE_COMPILE_CACHE: path.join(import.meta.dirname, 'node_modules/.cache/node-compile-cache'),
    },
    reporters: ['default', 'json'],
    outputFile: { json: 'reports/tests.json' },
  },
});
