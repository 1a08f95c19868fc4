// Prints "N passed, N failed" from vitest's report. A check that is no test, such as a type error, fails
// the run too: it counts as one.
import { globSync, readFileSync } from 'node:fs';

const exitCode = Number(process.argv[2] ?? 0);
let passed = 0;
let failed = 0;
for (const file of globSync('reports/*tests.json')) {
  const report = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>;
  passed += report['numPassedTests'] ?? 0;
  failed += (report['numFailedTests'] ?? 0) + (report['numRuntimeErrorTestSuites'] ?? 0);
}
if (exitCode !== 0 && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
