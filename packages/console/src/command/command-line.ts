import { readFileSync } from 'node:fs';
import { runEmulatorCommand } from '@sms-connectors/core/testing';
import { Command, CommanderError } from 'commander';
import { ConsoleError } from '../functions/console-error.ts';
import { check, type CheckOptions } from './check-command.ts';
import { type ConsoleCommandOptions, serveConsole } from './console-command.ts';
import { list } from './list-command.ts';
import { send, type SendOptions } from './send-command.ts';
import { paint, UsageError } from './terminal.ts';
import { tool } from './tool.ts';

const { version } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { version: string };

/** Runs the command line and returns its exit code. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  let code = 0;
  const finish = async (work: Promise<number>): Promise<void> => {
    code = await work;
  };
  try {
    // This is not a commander default command: a misspelt command must be an error.
    await program(finish).parseAsync(args.length === 0 ? ['console'] : args, { from: 'user' });
    return code;
  } catch (error) {
    // Help and version also throw, with exit code 0. Commander has already printed the error.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof UsageError || error instanceof ConsoleError)) throw error;
    process.stderr.write(`${paint('red', '✗')} ${error.message}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

type Finish = (work: Promise<number>) => Promise<void>;

function program(finish: Finish): Command {
  const root = new Command('sms-connectors')
    .description('Set up SMS connectors: fill in a config, check it and send a test message.')
    .version(version)
    .exitOverride()
    // The value of an unknown option may be a credential.
    .configureOutput({
      writeErr: (text) => process.stderr.write(text.replace(/('--?[\w-]+)=[^']*'/, "$1'")),
    })
    .showHelpAfterError('Run it with --help for usage.')
    .addHelpText(
      'after',
      `
Examples:
  $ sms-connectors                                       open the local page, which does all of this
  $ sms-connectors check sms-connectors.twilio.json
  $ sms-connectors check sms-connectors.twilio.json --online
  $ sms-connectors send --connector twilio --to +33612345678 --usage-type SignIn --payload code=123456
  $ sms-connectors send --connector twilio --to +33612345678 --emulator

Credentials are read from the config file, which the page writes for you, or from the environment
(accountSID of twilio from TWILIO_ACCOUNT_SID). They are never passed as arguments, which other
processes can read.

Exit codes: 0 success, 1 failure, 2 invalid usage, 3 a message may have been sent.`,
    );
  root
    .command('console')
    .description('open the local page: config, guide and test message')
    .option('--port <number>', 'port to listen on (default: any free port)')
    .option('--interactive-only', 'do nothing in CI or without a terminal')
    .action((options: ConsoleCommandOptions) => finish(serveConsole(options)));
  root
    .command('list')
    .description('list the connectors this project can use')
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) => finish(list(options)));
  root
    .command('check')
    .description(
      'check a config: its problems, the usage types its templates cover, their segments',
    )
    .argument('<config.json>', 'sms-connectors.<connector>.json or any other file')
    .option('--connector <id>', 'the connector, if neither the file name nor a field names it')
    .option('--strict', 'also fail if a required usage type has no template')
    .option(
      '--online',
      'also ask the provider to check credentials, sender and balance; sends nothing',
    )
    .option(
      '--emulator',
      'ask the provider’s emulator instead, which only knows its own test account',
    )
    .option('--json', 'print JSON')
    .action((file: string, options: CheckOptions) => finish(check(file, options)));
  root
    .command('send')
    .description('send one message, or one for each usage type that has a template')
    .requiredOption('--to <number>', 'the recipient, with country code')
    .option(
      '--connector <id>',
      'the connector; reads sms-connectors.<id>.json unless you set --config',
    )
    .option('--config <file>', 'the config file')
    .option(
      '--usage-type <name>',
      'what the message is for (default: every usage type with a template)',
    )
    .option('--payload <name=value...>', 'placeholder values (default: code=123456)')
    .option('--locale <tag>', 'the recipient’s language, such as fr or pt-BR')
    .option('--emulator', 'send to a local emulator of the provider instead of the provider')
    .option('--json', 'print JSON')
    .action((options: SendOptions) => finish(send(options)));
  root
    .command('emulator')
    .description('start a provider’s emulator and show the messages it receives')
    .argument('[provider-and-options...]', 'see sms-connectors emulator --help')
    .allowUnknownOption()
    .helpOption(false)
    .action((_words: readonly string[], _options: object, command: Command) =>
      finish(runEmulatorCommand(command.args, 'sms-connectors emulator')),
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
    .description('write or check the guides of the connectors in this repository')
    .argument('[options...]', 'see sms-connectors docs --help')
    .allowUnknownOption()
    .helpOption(false)
    .action((_words: readonly string[], _options: object, command: Command) =>
      finish(docs(command.args)),
    );
  return root;
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
