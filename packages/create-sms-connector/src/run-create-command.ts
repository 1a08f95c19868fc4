import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { intro, isCancel, note, outro, text } from '@clack/prompts';
import {
  docsUrlProblem,
  idProblem,
  nameProblem,
  type NewConnector,
  nodeProblem,
  packageName,
} from './new-connector.ts';
import { scaffold } from './scaffold.ts';

const ownName = `npm create sms-connector [id] -- [options]
       npx pnpm new [id] [options]    in the repository of sms-connectors`;

const usage = (calledAs: string): string => `Usage: ${calledAs}

Writes a new connector: a folder that type-checks, and a conformance run that says what is left to do.

  [id]               the connector's name in small letters: acme-sms
  --name <name>      the provider's name as it writes it
  --docs-url <url>   the provider's page on its API
  --help             show this

What is not given is asked for.`;

const questions = {
  id: {
    option: '[id]',
    message: 'What is the connector called, in small letters?',
    placeholder: 'acme-sms',
    problemOf: idProblem,
  },
  name: {
    option: '--name',
    message: 'What is the provider called, as it writes its name?',
    placeholder: 'Acme',
    problemOf: nameProblem,
  },
  docsUrl: {
    option: '--docs-url',
    message: 'Where does the provider document its API?',
    placeholder: 'https://',
    problemOf: docsUrlProblem,
  },
} as const;

/** Runs the command that starts a connector, perhaps under another name; its exit code. */
export async function runCreateCommand(args: readonly string[], name?: string): Promise<number> {
  try {
    await run(args, usage(name === undefined ? ownName : `${name} [id] [options]`));
    return 0;
  } catch (error) {
    console.error((error as Error).message);
    return isMisunderstood(error) ? 2 : 1;
  }
}

/** Something in the command to correct. */
class UsageError extends Error {}

function isMisunderstood(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return error instanceof UsageError || code?.startsWith('ERR_PARSE_ARGS') === true;
}

async function run(args: readonly string[], help: string): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      'docs-url': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(help);

  const problem = nodeProblem(process.versions.node);
  if (problem !== undefined) throw new Error(problem);
  const inWorkspace = isWorkspace(process.cwd());
  if (positionals.length > 1) throw new UsageError(`Give one id.\n\n${help}`);
  const given = { id: positionals[0], name: values.name, docsUrl: values['docs-url'] };
  refuseWrong(given, help);
  intro('A new SMS connector');
  const id = await answer('id', given.id);
  const name = await answer('name', given.name);
  const docsUrl = await answer('docsUrl', given.docsUrl);
  const connector = { id, name, docsUrl, inWorkspace };
  const folder = inWorkspace ? path.join('packages', id) : packageName(connector);
  const files = await scaffold(connector, folder);
  note(files.join('\n'), `${folder}/`);
  outro(nextSteps(connector, folder));
}

type Given = Readonly<Record<keyof typeof questions, string | undefined>>;

/** All that is wrong at once; what is missing is wrong only where nobody can be asked. */
function refuseWrong(given: Given, help: string): void {
  const problems = Object.entries(questions).flatMap(([key, { option, problemOf }]) => {
    const value = given[key as keyof Given];
    const problem = value === undefined && process.stdin.isTTY ? undefined : problemOf(value);
    return problem === undefined ? [] : [`${option}: ${problem}`];
  });
  if (problems.length > 0) throw new UsageError(`${problems.join('\n')}\n\n${help}`);
}

async function answer(key: keyof typeof questions, given: string | undefined): Promise<string> {
  if (given !== undefined) return given;
  const { message, placeholder, problemOf } = questions[key];
  const value = await text({ message, placeholder, validate: problemOf });
  if (isCancel(value)) throw new Error('Nothing was written.');
  return value;
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
    ? ['npx pnpm@12 install', `npx pnpm@12 check:tests packages/${id}/`]
    : [`cd ${folder}`, 'npm install', 'npm test'];
  const docs = inWorkspace
    ? [
        ...['docs:sync', 'run docs', 'fix', 'changeset'].map((script) => `npx pnpm@12 ${script}`),
        'npm test',
      ]
    : ['npm run docs', 'npm run docs:sync fr'];
  return [
    'Begin with:',
    ...steps.map((step) => `  ${step}`),
    'Each test that fails says what to do. When they pass, and the guide is written:',
    ...docs.map((step) => `  ${step}`),
    'The page to follow: https://sms-connectors.github.io/sms-connectors/write-a-connector',
  ].join('\n');
}
