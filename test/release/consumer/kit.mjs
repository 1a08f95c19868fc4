// Runs the conformance kit without a test runner, and prints what passed and what failed.
import { argv, exit } from 'node:process';
import { describeConnector } from '@sms-connectors/core/testing';
import { kitOptions } from './kit-options.mjs';

const tests = [];
let group = '';
describeConnector({
  ...kitOptions(argv[2]),
  runner: {
    describe: (name, body) => {
      group = name;
      body();
    },
    test: (name, body) => tests.push({ name: `${group}: ${name}`, body }),
  },
});

const passed = [];
const failed = [];
for (const { name, body } of tests) {
  const list = await body().then(
    () => passed,
    () => failed,
  );
  list.push(name);
}
console.log(JSON.stringify({ passed, failed }));
exit(0);
