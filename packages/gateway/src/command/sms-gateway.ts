#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { ConfigError } from '../config/config-error.ts';
import { newKey, type Scope, scopes } from '../http/api-keys.ts';
import type { RunOptions } from './run.ts';

const { version } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { readonly version: string };

const invalidUsage = 2;

process.exitCode = await runCommand(process.argv.slice(2));

async function runCommand(args: readonly string[]): Promise<number> {
  let code = 0;
  const program = new Command('sms-gateway')
    .description(
      'Serves SMS over HTTP: send, verify, hooks of auth platforms and delivery reports.',
    )
    .version(version)
    .option('-c, --config <file>', 'the config; without one, a trial that sends nothing')
    .option('-p, --port <number>', 'the port', portOf, portOf(process.env['PORT'] ?? '8080'))
    .option('--host <address>', 'the address to listen on', process.env['HOST'] ?? '127.0.0.1')
    .action(async (options: RunOptions) => {
      // Help must not wait for everything that a gateway needs.
      const { run } = await import('./run.ts');
      code = await run(options);
    })
    .exitOverride();
  program
    .command('check')
    .description('Check a config: sends nothing, and listens on no port')
    .argument('<file>', 'the config')
    .action(async (file: string) => {
      const { readConfig } = await import('../config/read-config.ts');
      const { closeAll, loadConnectors } = await import('../config/load-connectors.ts');
      const config = await readConfig(file);
      const connectors = await loadConnectors(config, { env: process.env });
      await closeAll(connectors);
      process.stdout.write(`${file} is right.\n`);
    });
  program
    .command('key')
    .description('Make an API key, and the entry for the config')
    .argument('<name>', 'who will use the key')
    .option(
      '--scopes <list>',
      'what it may be used for, with commas',
      scopesOf,
      scopesOf('send,verify'),
    )
    .action((name: string, { scopes: allowed }: { readonly scopes: readonly Scope[] }) => {
      const { key, sha256 } = newKey();
      process.stderr.write(
        'The key is shown once. Give it to the program that calls the gateway:\n',
      );
      process.stdout.write(`${key}\n`);
      process.stderr.write('Add this to "keys" of the config:\n');
      process.stderr.write(`${JSON.stringify({ name, sha256, scopes: allowed }, null, 2)}\n`);
    });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : invalidUsage;
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.problems.map((line) => `✗ ${line}`).join('\n')}\n`);
    return 1;
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new InvalidArgumentError('Must be a port, from 0 to 65535.');
}

function scopesOf(list: string): readonly Scope[] {
  return list.split(',').map((name) => {
    const scope = scopes.find((each) => each === name.trim());
    if (scope === undefined) throw new InvalidArgumentError(`Must be of ${scopes.join(', ')}.`);
    return scope;
  });
}
