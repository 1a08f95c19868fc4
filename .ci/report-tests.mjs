// Prints "N passed, N failed" from vitest's reports: one in the folder of each package, and the release's. A check
// that is no test, such as a type error, fails the run too: it counts as one. Plain JavaScript, so that any Node that
// starts the run can end it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const exitCode = Number(process.argv[2] ?? 0);
const foldersIn = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => path.join(folder, name));
const folders = [...foldersIn(root), ...foldersIn(path.join(root, 'packages'))];
const files = [
  path.join(root, 'reports/release-tests.json'),
  ...folders.map((folder) => path.join(folder, 'reports/tests.json')),
];
const reports = files
  .filter((file) => existsSync(file))
  .map((file) => JSON.parse(readFileSync(file, 'utf8')));
const total = (field) => reports.reduce((sum, report) => sum + (report[field] ?? 0), 0);
const failedTests = total('numFailedTests');
const failed = failedTests === 0 && exitCode !== 0 ? 1 : failedTests;
console.log(`${total('numPassedTests')} passed, ${failed} failed`);
