import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs, styleText } from 'node:util';
import { maskRecipient } from '../send/recipient.ts';
import type { EmulatedMessage, Emulator, EmulatorOptions } from './emulator.ts';
import type { EmulatorFault } from './emulator-faults.ts';

const usage = (name: string): string => `Usage: ${name} <provider> [options]

Starts a provider's emulator on this machine and prints each message that it accepts.

  <provider>              such as twilio, or a package whose ./emulator exports startEmulator
  --port <number>         the port to listen on; by default any free one
  --slow <milliseconds>   delay every answer
  --fault <kind>          let every request fail: reset, hang or rate-limit
  --show-texts            print the texts too; they contain codes
  --help                  print this help`;

/** What `<package>/emulator` exports as `startEmulator`. */
type StartProviderEmulator = (
  options: EmulatorOptions,
) => Promise<Emulator & { readonly config: object }>;

/** Runs the command that starts an emulator, and returns its exit code. `name` is what the help calls it. */
export async function runEmulatorCommand(
  args: readonly string[],
  name = 'sms-emulator',
): Promise<number> {
  try {
    await run(args, name);
    return 0;
  } catch (error) {
    // What parseArgs says about an option goes on to positional arguments.
    const [problem] = (error as Error).message.split('. To specify');
    console.error(
      `${styleText('red', '✗', { stream: process.stderr })} ${problem?.replace(/\.?$/, '.')}`,
    );
    if (error instanceof NotStarted) return 1;
    console.error(`Run ${name} --help for usage.`);
    return 2;
  }
}

/** The arguments are valid, but the emulator could not be started. */
class NotStarted extends Error {}

async function run(args: readonly string[], name: string): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '0' },
      slow: { type: 'string' },
      fault: { type: 'string' },
      'show-texts': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(usage(name));
  const [provider, ...others] = positionals;
  if (provider === undefined || others.length > 0) throw new Error('Name one provider.');
  const port = wholeNumber('--port', values.port, 65_535);
  const faults = [
    values.slow === undefined ? [] : slowness(values.slow),
    values.fault === undefined ? [] : faultOf(values.fault),
  ].flat();
  if (faults.length > 1) throw new Error('Give --slow or --fault, not both.');

  const start = await providerEmulator(provider);
  const emulator = await start({
    port,
    onMessage: (message) => console.log(line(message, values['show-texts'])),
  }).catch(({ code, message }: NodeJS.ErrnoException) => {
    throw new NotStarted(code === 'EADDRINUSE' ? `Port ${port} is in use.` : message);
  });
  for (const fault of faults) emulator.fail(fault, Infinity);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, emulator.close);

  console.log(`${provider} listens at ${emulator.url}; Ctrl+C stops it. Its config:`);
  console.log(JSON.stringify(emulator.config, undefined, 2));
  console.log(`Give the connector { baseUrl: '${emulator.url}' } as options.\n`);
}

function wholeNumber(option: string, value: string, max: number): number {
  if (/^\d{1,10}$/.test(value) && Number(value) <= max) return Number(value);
  throw new Error(`${option} takes a whole number up to ${max}.`);
}

function slowness(ms: string): EmulatorFault {
  return { kind: 'slow', ms: wholeNumber('--slow', ms, 2 ** 31 - 1) };
}

function faultOf(kind: string): EmulatorFault {
  if (kind === 'reset' || kind === 'hang' || kind === 'rate-limit') return { kind };
  throw new Error('--fault takes reset, hang or rate-limit.');
}

/** Finds the emulator among the packages that a program in the working directory could import. */
async function providerEmulator(provider: string): Promise<StartProviderEmulator> {
  const { resolve } = createRequire(path.join(process.cwd(), 'package.json'));
  for (const name of [`@sms-connectors/${provider}`, provider]) {
    const file = fileOrNone(() => resolve(`${name}/emulator`));
    if (file === undefined) continue;
    const module = (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
    const start = module['startEmulator'];
    if (typeof start === 'function') return start as StartProviderEmulator;
  }
  throw new NotStarted(
    `No emulator found: @sms-connectors/${provider} is not installed here, or has none.`,
  );
}

function fileOrNone(resolve: () => string): string | undefined {
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
