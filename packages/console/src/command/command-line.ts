import { readFileSync } from 'node:fs';
import { runEmulatorCommand } from '@sms-connectors/core/testing';
import { Command, CommanderError } from 'commander';
import { check, type CheckOptions } from './check-command.ts';
import { type ConsoleCommandOptions, serveConsole } from './console-command.ts';
import { list } from './list-command.ts';
import { send, type SendOptions } from './send-command.ts';
import { paint, UsageError } from './terminal.ts';
import { MissingTool, tool } from './tool.ts';

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
    // Without a command it opens the page; not by default, so that a misspelt command is told.
    await program(finish).parseAsync(args.length === 0 ? ['console'] : args, { from: 'user' });
    return code;
  } catch (error) {
    // Help and the version leave this way too, with 0; commander has said what is wrong.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof UsageError || isPlain(error))) throw error;
    process.stderr.write(`${paint('red', '✗')} ${error.message}\n`);
    return error instanceof MissingTool ? 1 : 2;
  }
}

// The config store's refusal, which is written for people.
function isPlain(error: unknown): error is Error {
  return error instanceof Error && error.message.startsWith('Configs hold credentials');
}

type Finish = (work: Promise<number>) => Promise<void>;

function program(finish: Finish): Command {
  const root = new Command('sms-connectors')
    .description('Set SMS connectors up: fill in a config, check it, send with it.')
    .version(version)
    .exitOverride()
    // A value behind an option that is none may be a credential that somebody tried to give.
    .configureOutput({
      writeErr: (text) => process.stderr.write(text.replace(/('--?[\w-]+)=[^']*'/, "$1'")),
    })
    .showHelpAfterError('Add --help to see how it is used.')
    .addHelpText(
      'after',
      `
Examples:
  $ sms-connectors                                       opens the page in which all this is done
  $ sms-connectors check sms-connectors.twilio.json
  $ sms-connectors check sms-connectors.twilio.json --online
  $ sms-connectors send --connector twilio --to +33612345678 --usage-type SignIn --payload code=123456
  $ sms-connectors send --connector twilio --to +33612345678 --emulator

Credentials are read from the config file, which the page writes for you, or from the environment
(accountSID of twilio from TWILIO_ACCOUNT_SID), and never from arguments, which other programs see.

Exit codes: 0 all is well, 1 something is wrong, 2 the command is not understood, 3 a message may have
been sent.`,
    );
  root
    .command('console')
    .description('open the local page: config, guide, Send')
    .option('--port <number>', 'listen there; any free port where absent')
    .option('--where-seen', 'do nothing in CI or without a terminal')
    .action((options: ConsoleCommandOptions) => finish(serveConsole(options)));
  root
    .command('list')
    .description('the connectors that this project can use')
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) => finish(list(options)));
  root
    .command('check')
    .description('every problem of a config, what its templates cover, and their segments')
    .argument('<config.json>', 'sms-connectors.<connector>.json, or any file')
    .option(
      '--connector <id>',
      'the connector it is for, where neither its name nor a field says so',
    )
    .option('--strict', 'a required usage type without a template is a problem too')
    .option('--online', 'ask the provider too: credentials, sender, balance; sends nothing')
    .option(
      '--emulator',
      'ask the provider’s emulator in its place; it knows no account but its own',
    )
    .option('--json', 'print JSON')
    .action((file: string, options: CheckOptions) => finish(check(file, options)));
  root
    .command('send')
    .description('send one message, or one for each usage type')
    .requiredOption('--to <number>', 'the recipient, with its country code')
    .option('--connector <id>', 'the connector; its config is sms-connectors.<id>.json')
    .option('--config <file>', 'another config file')
    .option(
      '--usage-type <name>',
      'what the message is for; all of those with a template where absent',
    )
    .option('--payload <name=value...>', 'values of placeholders; code is 123456 where absent')
    .option('--locale <tag>', 'the reader’s language, like fr or pt-BR')
    .option('--emulator', 'send to the provider’s emulator, started for this, and to nobody')
    .option('--json', 'print JSON')
    .action((options: SendOptions) => finish(send(options)));
  root
    .command('emulator')
    .description('start a provider’s emulator and show what it takes')
    .argument('[provider-and-options...]', 'see sms-connectors emulator --help')
    .allowUnknownOption()
    .helpOption(false)
    .action((_words: readonly string[], _options: object, command: Command) =>
      finish(runEmulatorCommand(command.args, 'sms-connectors emulator')),
    );
  root
    .command('new')
    .description('start a connector for another provider')
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

/** Their own packages' commands: people who only send need neither. */
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
