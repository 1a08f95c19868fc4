import { readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { build, type BuildOptions } from './build.ts';
import { BuildError } from '../build/build-error.ts';

const { version } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { readonly version: string };

const exitCodes = { success: 0, failure: 1, invalidUsage: 2 } as const;

/** Runs the command line and returns its exit code. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const program = new Command('sms-connectors-logto')
    .description('Builds the connectors of a project for Logto.')
    .version(version)
    .exitOverride();
  program
    .command('build')
    .description('Write a connector package for Logto for each connector')
    .argument('[id...]', 'the connectors, such as twilio; by default all of the project')
    .requiredOption('-o, --out <directory>', 'where the packages are written')
    .option('--plan', 'write one package that sends with all of them, as a delivery plan says')
    .option('--base-url <url>', 'send to an emulator at this URL instead of the provider', urlOf)
    .option('--project <directory>', 'the project that has the connectors', process.cwd())
    .addHelpText(
      'after',
      '\nExit codes: 0 if all packages were written, 1 if one could not be built, 2 if the command is wrong.',
    )
    .action(async (ids: readonly string[], options: BuildOptions) => build(ids, options));
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCodes.success;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCodes.success : exitCodes.invalidUsage;
    }
    if (!(error instanceof BuildError)) throw error;
    process.stderr.write(`✗ ${error.message}\n`);
    return exitCodes.failure;
  }
}

function urlOf(text: string): string {
  if (URL.canParse(text)) return text;
  throw new InvalidArgumentError('Must be a URL, such as http://127.0.0.1:4010.');
}
