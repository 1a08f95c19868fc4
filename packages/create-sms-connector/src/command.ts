#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { intro, isCancel, note, outro, text } from '@clack/prompts';
import { docsUrlProblem, idProblem, type NewConnector, packageName, scaffold } from './index.ts';

const usage = `Usage: npm create sms-connector [id] -- [options]

Writes a new connector: a folder that type-checks, and a conformance run that says what is left to do.

  [id]               the connector's name in small letters: acme-sms
  --name <name>      the provider's name as it writes it
  --docs-url <url>   the provider's page on its API
  --help             show this

What is not given is asked for.`;

try {
  await run();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      'docs-url': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(usage);

  const inWorkspace = isWorkspace(process.cwd());
  intro('A new SMS connector');
  const id = await answer('id', positionals[0], idProblem, 'acme-sms');
  const name = await answer('name', values.name, nameProblem, 'Acme');
  const docsUrl = await answer('docs-url', values['docs-url'], docsUrlProblem, 'https://');
  const connector = { id, name, docsUrl, inWorkspace };
  const folder = inWorkspace ? path.join('packages', id) : packageName(connector);
  const files = await scaffold(connector, folder);
  note(files.join('\n'), `${folder}/`);
  outro(nextSteps(connector, folder));
}

const questions = {
  id: 'What is the connector called, in small letters?',
  name: 'What is the provider called, as it writes its name?',
  'docs-url': 'Where does the provider document its API?',
} as const;

async function answer(
  option: keyof typeof questions,
  given: string | undefined,
  problemOf: (value: string | undefined) => string | undefined,
  placeholder: string,
): Promise<string> {
  const problem = problemOf(given);
  if (given !== undefined && problem === undefined) return given;
  if (given !== undefined || !process.stdin.isTTY) {
    throw new Error(`${option}: ${problem}\n\n${usage}`);
  }
  const value = await text({ message: questions[option], placeholder, validate: problemOf });
  if (isCancel(value)) throw new Error('Nothing was written.');
  return value;
}

function nameProblem(name: string | undefined): string | undefined {
  return /^[^'"`\\\n{}<>]+$/.test(name ?? '')
    ? undefined
    : 'Give a name, without quotes or brackets.';
}

/** Whether a folder is the root of the sms-connectors repository. */
function isWorkspace(folder: string): boolean {
  try {
    const manifest = readFileSync(path.join(folder, 'package.json'), 'utf8');
    return (JSON.parse(manifest) as { name?: string }).name === 'sms-connectors';
  } catch {
    return false;
  }
}

function nextSteps({ inWorkspace, id }: NewConnector, folder: string): string {
  const steps = inWorkspace
    ? ['pnpm install', `pnpm check:tests packages/${id}`, 'pnpm docs:sync']
    : [`cd ${folder}`, 'npm install', 'npm test'];
  const page = 'https://sms-connectors.github.io/sms-connectors/write-a-connector';
  return `Next: ${steps.join(', then ')}.\nEach test that fails says what to do. The page to follow: ${page}`;
}
