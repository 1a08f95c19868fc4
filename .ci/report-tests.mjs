// Prints the tasks with the time of each, the tests that failed, then "N passed, N failed": from turbo's summary, and
// from vitest's reports, one in the folder of each package, and the release's. A check that is no test, such as a type
// error, fails the run too: it counts as one. Plain JavaScript, so that any Node that starts the run can end it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const exitCode = Number(process.argv[2] ?? 0);
const foldersIn = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => path.join(folder, name));
const folders = ['', 'packages', 'packages/integrations'].flatMap((folder) =>
  foldersIn(path.join(root, folder)),
);
const reports = [
  path.join(root, 'reports/release-tests.json'),
  ...folders.map((folder) => path.join(folder, 'reports/tests.json')),
]
  .filter((file) => existsSync(file))
  .map((file) => JSON.parse(readFileSync(file, 'utf8')));

const summaries = path.join(root, '.turbo/runs');
const tasks = existsSync(summaries)
  ? readdirSync(summaries).flatMap(
      (file) => JSON.parse(readFileSync(path.join(summaries, file), 'utf8')).tasks,
    )
  : [];
const seconds = ({ startTime, endTime }) => Math.round((endTime - startTime) / 1000);
for (const { taskId, execution } of tasks
  .filter((task) => task.execution)
  .toSorted((one, other) => seconds(other.execution) - seconds(one.execution))) {
  const end = execution.exitCode === 0 ? '✓' : '✗';
  console.log(`${end} ${taskId} ${seconds(execution)} s`);
}

const total = (field) => reports.reduce((sum, report) => sum + (report[field] ?? 0), 0);

const indented = (text) => text.split('\n').slice(0, 20).join('\n  ');
for (const { name, status, message, assertionResults } of reports.flatMap(
  ({ testResults }) => testResults ?? [],
)) {
  if (status !== 'failed') continue;
  const file = path.relative(root, name);
  if (message) console.log(`✗ ${file}\n  ${indented(message)}`);
  for (const { status: result, fullName, failureMessages } of assertionResults) {
    if (result === 'failed')
      console.log(`✗ ${file}: ${fullName}\n  ${indented(failureMessages.join('\n'))}`);
  }
}

const failedTests = total('numFailedTests');
const failed = failedTests === 0 && exitCode !== 0 ? 1 : failedTests;
console.log(`${total('numPassedTests')} passed, ${failed} failed`);
