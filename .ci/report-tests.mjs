// Prints "N passed, N failed" from vitest's reports. A check that is no test, such as a type error, fails
// the run too: it counts as one. Plain JavaScript, so that any Node that starts the run can end it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const exitCode = Number(process.argv[2] ?? 0);
const folder = path.resolve(import.meta.dirname, '../reports');
const files = existsSync(folder)
  ? readdirSync(folder).filter((name) => name.endsWith('tests.json'))
  : [];
const reports = files.map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')));
const total = (field) => reports.reduce((sum, report) => sum + (report[field] ?? 0), 0);
const failedTests = total('numFailedTests');
const failed = failedTests === 0 && exitCode !== 0 ? 1 : failedTests;
console.log(`${total('numPassedTests')} passed, ${failed} failed`);
