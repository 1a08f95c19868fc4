import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ConfigSchema, ConnectorFactory } from '@sms-connectors/core';
import { type ConformanceOptions, describeConnector } from '@sms-connectors/core/testing';
import { answers, config, type configSchema, webhook } from './connector.ts';
import { startAcmeEmulator } from './emulator.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'acme-'));
process.once('exit', () => rmSync(folder, { recursive: true }));

const slots = '::config-example\n\n::config-types\n';
const whole = `${slots}\n\nMount deliveryReportHandler, call verifyConfig and reportConversion.\n`;
const guides = { written: whole, begun: `TODO: say what Acme is.\n\n${whole}`, silent: slots };
for (const [name, text] of Object.entries(guides)) {
  mkdirSync(path.join(folder, name, 'guide'), { recursive: true });
  writeFileSync(path.join(folder, name, 'guide/guide.md'), text);
}

/** A package of which only the guide exists; `missing` has none. */
export function packageUrl(guide: keyof typeof guides | 'missing' = 'written'): URL {
  return pathToFileURL(`${folder}/${guide}/`);
}

type Options<Schema extends ConfigSchema> = Omit<
  ConformanceOptions<Schema, object>,
  'runner' | 'packageUrl'
> & { readonly packageUrl?: URL };

/** The kit's options for the connector named Acme. */
export function acmeOptions(
  connector: ConnectorFactory<typeof configSchema>,
): Options<typeof configSchema> {
  return {
    connector,
    config,
    startEmulator: () => startAcmeEmulator(),
    answers,
    deliveryReports: { webhooks: [webhook], proof: ['x-signature'] },
  };
}

interface Failure {
  readonly group: string;
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

/** Runs the kit with a runner of its own, and returns what failed. */
export async function runKit<Schema extends ConfigSchema>(options: Options<Schema>) {
  const tests: { group: string; name: string; body: () => Promise<void> }[] = [];
  let group = '';
  describeConnector({
    packageUrl: packageUrl(),
    ...options,
    runner: {
      describe: (name, body) => {
        group = name;
        body();
      },
      test: (name, body) => tests.push({ group, name, body }),
    },
  });
  const failures: Failure[] = [];
  const run = async ({ group: itsGroup, name, body }: (typeof tests)[number]): Promise<void> => {
    await takeTurn();
    await body().catch(({ message, stack = '' }: Error) =>
      failures.push({ group: itsGroup, name, message, stack }),
    );
    endTurn();
  };
  await Promise.all(tests.map(run));
  return { names: tests.map(({ name }) => name), failures };
}

// Several tests at once, since most of them wait; not all, since each has its own deadline.
let freeTurns = 12;
const waiting: (() => void)[] = [];

async function takeTurn(): Promise<void> {
  if (freeTurns > 0) freeTurns -= 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
}

function endTurn(): void {
  const next = waiting.shift();
  if (next === undefined) freeTurns += 1;
  else next();
}
