#!/usr/bin/env node
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { maskRecipient } from '../recipient.ts';
import type { EmulatedMessage, Emulator, EmulatorFault, EmulatorOptions } from './emulator.ts';

const usage = `Usage: sms-emulator <provider> [options]

Starts a provider's emulator on this machine and shows each message that it takes.

  <provider>              twilio, for example, or the name of any package that exports ./emulator
  --port <number>         listen there; any free port where absent
  --slow <milliseconds>   answer every request that much later
  --fault <kind>          answer none: reset, hang or rate-limit
  --show-texts            show the texts too; they hold codes
  --help                  show this`;

/** What `<package>/emulator` exports, under a name like `startTwilioEmulator`. */
type StartProviderEmulator = (
  options: EmulatorOptions,
) => Promise<Emulator & { readonly config: object }>;

/** Something that the person at the terminal can mend. */
class CommandError extends Error {}

try {
  await run();
} catch (error) {
  console.error(
    error instanceof CommandError ? `sms-emulator: ${error.message}\n\n${usage}` : error,
  );
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const { values, positionals } = parsedArguments();
  if (values.help === true) return console.log(usage);
  const [provider, ...others] = positionals;
  if (provider === undefined || others.length > 0) throw new CommandError('name one provider');
  const port = wholeNumber('--port', values.port, 65_535);
  const fault = chosenFault(values);

  const start = await providerEmulator(provider);
  const showText = values['show-texts'] === true;
  const onMessage = (message: EmulatedMessage): void => console.log(line(message, showText));
  const emulator = await start({ port, onMessage });
  if (fault !== undefined) emulator.fail(fault, Infinity);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, emulator.close);

  console.log(`${provider} listens at ${emulator.url}; Ctrl+C stops it. Its config:`);
  console.log(JSON.stringify(emulator.config, undefined, 2));
  console.log(`Give the connector { baseUrl: '${emulator.url}' } as options.\n`);
}

function parsedArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        port: { type: 'string' },
        slow: { type: 'string' },
        fault: { type: 'string' },
        'show-texts': { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}

function wholeNumber(option: string, value = '0', max = 2 ** 31 - 1): number {
  const number = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN;
  if (number <= max) return number;
  throw new CommandError(`${option} takes a whole number up to ${max}`);
}

function chosenFault({ slow, fault: kind }: { slow?: string; fault?: string }) {
  if (slow !== undefined && kind !== undefined)
    throw new CommandError('--slow or --fault, not both');
  if (slow !== undefined) return { kind: 'slow', ms: wholeNumber('--slow', slow) } as const;
  if (kind === undefined) return undefined;
  const fault = ([{ kind: 'reset' }, { kind: 'hang' }, { kind: 'rate-limit' }] as const).find(
    (known) => known.kind === kind,
  );
  if (fault === undefined) throw new CommandError('--fault takes reset, hang or rate-limit');
  return fault satisfies EmulatorFault;
}

/** Finds the emulator among the packages of the working directory, as a program there would. */
async function providerEmulator(provider: string): Promise<StartProviderEmulator> {
  const { resolve } = createRequire(path.join(process.cwd(), 'package.json'));
  for (const name of [`@sms-connectors/${provider}`, provider]) {
    const file = resolved(() => resolve(`${name}/emulator`));
    if (file === undefined) continue;
    const module = (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
    const entry = Object.entries(module).find(([key]) => /^start\w*Emulator$/.test(key));
    if (entry !== undefined) return entry[1] as StartProviderEmulator;
  }
  const name = `@sms-connectors/${provider}`;
  throw new CommandError(`found no emulator: ${name} is not installed here, or has none`);
}

function resolved(resolve: () => string): string | undefined {
  try {
    return resolve();
  } catch {
    return undefined;
  }
}

function line({ at, messageId, to, from, text }: EmulatedMessage, showText: boolean): string {
  const facts = `${at.toISOString()} ${messageId} to ${maskRecipient(to)} from ${from}`;
  return showText ? `${facts}: ${text}` : `${facts}, ${text.length} characters`;
}
