import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs, styleText } from 'node:util';
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
       npx pnpm new [id] [options]    in the sms-connectors repository`;

const usage = (calledAs: string): string => `Usage: ${calledAs}

Creates the package of a new connector. It type-checks, and its failing tests list what is left to do.

  [id]               the connector's name in lowercase, such as acme-sms
  --name <name>      the provider's name, such as Acme
  --docs-url <url>   the provider's API documentation
  --help             show this help

The command asks for what you leave out.`;

const questions = {
  id: {
    option: '[id]',
    message: 'Id of the connector, in lowercase',
    placeholder: 'acme-sms',
    problemOf: idProblem,
  },
  name: {
    option: '--name',
    message: 'Name of the provider',
    placeholder: 'Acme',
    problemOf: nameProblem,
  },
  docsUrl: {
    option: '--docs-url',
    message: 'URL of the provider’s API documentation',
    placeholder: 'https://',
    problemOf: docsUrlProblem,
  },
} as const;

/** Runs the command and returns its exit code. `name` is the command's name in the help text. */
export async function runCreateCommand(args: readonly string[], name?: string): Promise<number> {
  try {
    await run(args, usage(name === undefined ? ownName : `${name} [id] [options]`));
    return 0;
  } catch (error) {
    // What parseArgs says about an option goes on to positional arguments.
    const [problem] = (error as Error).message.split('. To specify');
    console.error(
      `${styleText('red', '✗', { stream: process.stderr })} ${problem?.replace(/\.?$/, '.')}`,
    );
    if (!isUsageError(error)) return 1;
    console.error(`Run ${name ?? 'npm create sms-connector --'} --help for usage.`);
    return 2;
  }
}

/** An error in the arguments. */
class UsageError extends Error {}

function isUsageError(error: unknown): boolean {
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
  if (positionals.length > 1) throw new UsageError('Pass only one id.');
  const given = { id: positionals[0], name: values.name, docsUrl: values['docs-url'] };
  validateArguments(given);
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

/** Reports all invalid arguments at once. A missing one is invalid only if there is no terminal to ask on. */
function validateArguments(given: Given): void {
  const problems = Object.entries(questions).flatMap(([key, { option, problemOf }]) => {
    const value = given[key as keyof Given];
    const problem = value === undefined && process.stdin.isTTY ? undefined : problemOf(value);
    return problem === undefined ? [] : [`${option}: ${problem}`];
  });
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
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

function nextSteps({ inWorkspace, id, name }: NewConnector, folder: string): string {
  const changeset = `changeset --minor @sms-connectors/${id} -m "First release: send verification codes with ${name}."`;
  const steps = inWorkspace
    ? ['npx pnpm@12 install', `npx pnpm@12 check:tests packages/${id}/`]
    : [`cd ${folder}`, 'npm install', 'npm test'];
  const docs = inWorkspace
    ? [...['run docs', 'fix', changeset].map((script) => `npx pnpm@12 ${script}`), 'npm test']
    : ['npm run docs', 'npm run docs:sync fr'];
  return [
    'Next steps:',
    ...steps.map((step) => `  ${step}`),
    'Each failing test says what to do. When all tests pass and you have written the guide:',
    ...docs.map((step) => `  ${step}`),
    'Tutorial: https://sms-connectors.github.io/sms-connectors/write-a-connector',
  ].join('\n');
}
