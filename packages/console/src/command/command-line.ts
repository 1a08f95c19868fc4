import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { ConsoleError } from '../functions/console-error.ts';
import type { checkFile } from './check-file.ts';
import type { ConsoleCommandOptions } from './console-command.ts';
import { exitCodes } from './exit-codes.ts';
import type { SendOptions } from './send-command.ts';
import { suggestion } from './suggestion.ts';
import { note, printError, UsageError } from './terminal.ts';
import { tool } from './tool.ts';

const { version } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { version: string };

/** Runs the command line and returns its exit code. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  let code: number = exitCodes.success;
  const finish = async (work: Promise<number>): Promise<void> => {
    code = await work;
  };
  const root = program(finish);
  try {
    // This is not a commander default command: a misspelt command must be an error.
    await root.parseAsync(args.length === 0 ? ['console'] : args, { from: 'user' });
    return code;
  } catch (error) {
    // Help and version also throw, with exit code 0.
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.success;
    if (error instanceof ConsoleError) {
      printError(error.message);
      return exitCodes.failure;
    }
    if (!(error instanceof UsageError || error instanceof CommanderError)) throw error;
    printError(error instanceof CommanderError ? sentenceOf(error.message) : error.message);
    const name = isCommand(args[0], root) ? `${root.name()} ${args[0]}` : root.name();
    process.stderr.write(`Run ${name} --help for usage.\n`);
    return exitCodes.invalidUsage;
  }
}

/** `help` has no help of its own. */
function isCommand(name: string | undefined, root: Command): boolean {
  return name !== 'help' && root.commands.some((each) => each.name() === name);
}

/** Commander's error as one of ours. The value of an unknown option may be a credential. */
function sentenceOf(error: string): string {
  const [problem = '', question = ''] = error
    .replace(/^error: /, '')
    .replace(/('--?[\w-]+)=[^']*'/, "$1'")
    .split('\n');
  const sentence = `${problem.charAt(0).toUpperCase()}${problem.slice(1)}`.replace(/\.?$/, '.');
  const asked = question === '' ? '' : ` ${question.replace(/^\((.*)\)$/, '$1')}`;
  return `${sentence}${asked}`;
}

type Finish = (work: Promise<number>) => Promise<void>;

/** Each command loads what it needs, so that the others start at once. */
function program(finish: Finish): Command {
  const root = new Command('sms-connectors')
    .description('Set up an SMS connector: fill in its config, check it and send a test message.')
    .version(version)
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    // Commander's own answers an unknown command with the whole help.
    .helpCommand(false)
    .addHelpText(
      'after',
      `
Examples:
  $ sms-connectors                                 open the local page, which does all of this
  $ sms-connectors send --connector mock --to +33612345678
  $ sms-connectors send --connector twilio --to +33612345678 --emulator
  $ sms-connectors check --connector twilio --online
  $ sms-connectors check sms-connectors.http.json --to +33612345678
  $ sms-connectors check sms-delivery-plan.json --to +33612345678
  $ sms-connectors send --connector twilio --to +33612345678 --usage-type SignIn --payload code=123456

The page writes the config to sms-connectors.<connector>.json. Fields that the file lacks are read from
the environment: accountSID of twilio from TWILIO_ACCOUNT_SID. A key and its secret come from one place,
and nothing is read if the file is complete. Credentials are never passed as arguments, which other
processes can read. The mock and the emulators need no config file.

Exit codes:
  0  success
  1  failure
  2  invalid usage
  3  a message may have been sent
  4  the provider could not be asked (check --online)

Environment:
  NO_COLOR              set it to print without colours
  NODE_USE_ENV_PROXY=1  set it to use HTTPS_PROXY and NO_PROXY (Node.js 22.21 or newer)`,
    );
  root
    .command('console')
    .description('open the local page: config, guide, test message and delivery plan')
    .option('--port <number>', 'port to listen on (default: any free port)')
    .option('--interactive-only', 'do nothing in CI or without a terminal')
    .action(async (options: ConsoleCommandOptions) => {
      const { serveConsole } = await import('./console-command.ts');
      return finish(serveConsole(options));
    });
  root
    .command('list')
    .description('list the connectors this project can use')
    .option('--json', 'print JSON')
    .action(async (options: { json?: boolean }) => {
      const { list } = await import('./list-command.ts');
      return finish(list(options));
    });
  root
    .command('check')
    .description(
      'check a config: its problems, the usage types its templates cover, their placeholders and segments; or a delivery plan',
    )
    .argument(
      '[file.json]',
      'a config (default: sms-connectors.<connector>.json), or a delivery plan: a file with routes',
    )
    .option('--connector <id>', 'the connector, if the file does not name it')
    .option(
      '--strict',
      'also fail if a required usage type has no template, a template has no code, or a connector of a plan has no config',
    )
    .option(
      '--to <number>',
      'of a config: show the request for this number, with secrets hidden; of a plan: which route serves it',
    )
    .option(
      '--online',
      'also ask the provider about credentials, sender and balance; sends nothing',
    )
    .option(
      '--emulator',
      'ask the provider’s emulator instead, which knows only its own test account',
    )
    .option('--json', 'print JSON')
    .action(async (file: string | undefined, options: Parameters<typeof checkFile>[1]) => {
      const command = await import('./check-file.ts');
      return finish(command.checkFile(file, options));
    });
  root
    .command('send')
    .description('send one message, or one for each usage type that has a template')
    .option('--to <number>', 'required: the recipient, with country code')
    .option('--connector <id>', 'the connector, such as twilio; see sms-connectors list')
    .option('--config <file>', 'the config file (default: sms-connectors.<connector>.json)')
    .option(
      '--usage-type <name>',
      'what the message is for, or all; the default is all, but real messages need a choice',
    )
    .option('--payload <name=value...>', 'placeholder values (default: code=123456)')
    .option('--locale <tag>', 'the recipient’s language, such as fr or pt-BR')
    .option(
      '--emulator',
      'send to an emulator of the provider on this machine; no message leaves it',
    )
    .option('--json', 'print JSON')
    .action(async (options: SendOptions) => {
      const { send } = await import('./send-command.ts');
      return finish(send(options));
    });
  root
    .command('emulator')
    .description('start a provider’s emulator and show the messages it receives')
    .argument('[provider-and-options...]', 'see sms-connectors emulator --help')
    .allowUnknownOption()
    .helpOption(false)
    .action((_words: readonly string[], _options: object, command: Command) =>
      finish(emulator(command.args)),
    );
  root
    .command('new')
    .description('create a connector for another provider')
    .argument('[id-and-options...]', 'see sms-connectors new --help')
    .allowUnknownOption()
    .helpOption(false)
    .action((_words: readonly string[], _options: object, command: Command) =>
      finish(start(command.args)),
    );
  root
    .command('docs')
    .description('for authors of connectors: write or check their guides')
    .argument('[options...]', 'see sms-connectors docs --help')
    .allowUnknownOption()
    .helpOption(false)
    .action((_words: readonly string[], _options: object, command: Command) =>
      finish(docs(command.args)),
    );
  root
    .command('help')
    .description('show how a command is used')
    .argument('[command]')
    .action((name: string | undefined) => {
      const names = root.commands.map((command) => command.name());
      if (name !== undefined && !names.includes(name)) {
        throw new UsageError(`Unknown command '${name}'.${suggestion(name, names)}`);
      }
      return finish(runCommandLine(name === undefined ? ['--help'] : [name, '--help']));
    });
  return root;
}

async function emulator(args: readonly string[]): Promise<number> {
  const { runEmulatorCommand } = await import('@sms-connectors/core/testing');
  const code = await runEmulatorCommand(args, 'sms-connectors emulator');
  if (code !== exitCodes.failure) return code;
  const { installedConnectors } = await import('../functions/installed-connectors.ts');
  const connectors = await installedConnectors(process.cwd());
  const ids = connectors.filter((each) => each.startEmulator !== undefined).map(({ id }) => id);
  const named = args.find((word) => !word.startsWith('-')) ?? '';
  if (!ids.includes(named) && ids.length > 0) {
    note(suggestion(named, ids).trim() || `Emulators here: ${ids.join(', ')}.`);
  }
  return code;
}

// These commands are in their own packages because sending does not need them.
async function docs(args: readonly string[]): Promise<number> {
  const { runDocsCommand } = await tool(
    '@sms-connectors/docs',
    () => import('@sms-connectors/docs'),
  );
  return runDocsCommand(args, 'sms-connectors docs');
}

async function start(args: readonly string[]): Promise<number> {
  const { runCreateCommand } = await tool(
    'create-sms-connector',
    () => import('create-sms-connector'),
  );
  return runCreateCommand(args, 'sms-connectors new');
}
