import {
  type Autofill,
  checkedRecipientParser,
  type Connector,
  type ConfigIssue,
  invalidConfig,
  isTimeout,
  type ParseRecipient,
  type Sender,
  type SendEvent,
  tell,
  validateConfig,
} from '@sms-connectors/core';
import { countryOf } from '@sms-connectors/policies';
import { askingStore } from './asking-store.ts';
import { type Background, backgroundOf } from './background.ts';
import { conversionReporter, type Guarding } from './conversion-reporter.ts';
import { messageSender } from './message-sender.ts';
import { type CompleteSettings, settingsSchema, type VerificationSettings } from './settings.ts';
import { memoryStore } from './stores/memory-store.ts';
import type { VerificationStore } from './stores/verification-store.ts';
import {
  type FindTestCode,
  isProductionProcess,
  readTestRecipients,
  type TestRecipient,
} from './test-recipients.ts';
import type { VerificationEvent } from './verifications.ts';
import { type Vault, vaultOf } from './vault.ts';

export interface VerificationOptions extends VerificationSettings {
  /** Sends the messages: a connector or a policy. */
  readonly sender: Sender;
  /**
   * Hides codes and numbers in the store: a random text of at least 32 characters, the same in all processes. Of a
   * list, the first hides, and all read what they have hidden: put a new one in front.
   */
  readonly secret: string | readonly string[];
  /** Where verifications are kept; by default in this process. */
  readonly store?: VerificationStore | undefined;
  /** How long a call of the store may take, in milliseconds; 5000 by default. What takes longer has failed. */
  readonly storeTimeoutMs?: number | undefined;
  /** Connectors that `sender` sends with: a used code is reported to those whose provider takes that. */
  readonly connectors?: readonly Connector[] | undefined;
  /** Guards that block numbers whose codes nobody uses: they are told of each used code. */
  readonly guards?: readonly Guarding[] | undefined;
  /** The lines for browsers and Android apps that every message has, unless `start` says otherwise. */
  readonly autofill?: Autofill | undefined;
  /** Numbers with a fixed code, which get no messages. In production each needs `until`. */
  readonly testRecipients?: Readonly<Record<string, TestRecipient>> | undefined;
  /** Whether this process serves users; by default unless `NODE_ENV` is `development` or `test`. */
  readonly isProduction?: boolean | undefined;
  /** The deadline of a send in milliseconds; by default that of the sender, and 30 seconds at most. */
  readonly timeoutMs?: number | undefined;
  /** Reads recipients; must be the one that the connectors have. By default international numbers only. */
  readonly parseRecipient?: ParseRecipient | undefined;
  /**
   * Keeps a serverless process alive for what is done after an answer, such as `ctx.waitUntil`: messages to numbers
   * whose `known` is hidden, and reports to providers.
   */
  readonly waitUntil?: ((work: Promise<void>) => void) | undefined;
  /** Receives what happens, and what policies decide. Must return at once. */
  readonly onEvent?: ((event: SendEvent | VerificationEvent) => void) | undefined;
  /** For debugging: receives what the store throws, which may contain anything. */
  readonly onException?: ((error: unknown, call: string) => void) | undefined;
}

/** What the four calls share. */
export interface Context {
  readonly settings: CompleteSettings;
  readonly store: VerificationStore;
  readonly vault: Vault;
  readonly background: Background;
  readonly autofill: Autofill | undefined;
  readonly parseRecipient: ParseRecipient;
  readonly countryOf: (e164: string) => string | undefined;
  readonly findTestCode: FindTestCode;
  readonly send: ReturnType<typeof messageSender>;
  readonly conversions: ReturnType<typeof conversionReporter>;
  readonly emit: (event: VerificationEvent) => void;
}

/** Reads the options. @throws `ConnectorError` `invalid_config` */
export function contextOf({
  sender,
  secret,
  store: givenStore = memoryStore(),
  storeTimeoutMs = 5000,
  connectors = [],
  guards = [],
  autofill,
  testRecipients,
  isProduction = isProductionProcess(),
  timeoutMs,
  parseRecipient,
  waitUntil,
  onEvent,
  onException,
  ...given
}: VerificationOptions): Context {
  const validated = validateConfig(settingsSchema, given);
  if ('issues' in validated) throw invalidConfig({ id: 'verification' }, validated.issues);
  const { config: settings } = validated;
  const now = Date.now();
  const tests = readTestRecipients(testRecipients, { digits: settings.digits, isProduction, now });
  if ('issues' in tests) throw invalidConfig({ id: 'verification' }, tests.issues);
  const times = Object.entries({ storeTimeoutMs, ...(timeoutMs !== undefined && { timeoutMs }) });
  const wrong = times.filter(([, ms]) => !isTimeout(ms)).map(([name]) => notATimeout(name));
  if (wrong.length > 0) throw invalidConfig({ id: 'verification' }, wrong);
  const store = askingStore(givenStore, storeTimeoutMs, onException);
  const emit = (event: SendEvent | VerificationEvent): void => tell(onEvent, event);
  return {
    settings,
    store,
    vault: vaultOf(secret),
    background: backgroundOf(waitUntil),
    autofill,
    parseRecipient: checkedRecipientParser(parseRecipient),
    countryOf,
    findTestCode: tests.find,
    send: messageSender({ sender, store, timeoutMs, emit }),
    conversions: conversionReporter({ connectors: [sender, ...connectors], guards, emit }),
    emit,
  };
}

const notATimeout = (name: string): ConfigIssue => ({
  path: name,
  keys: [name],
  code: 'custom',
  parameters: {},
  message: 'Must be a number of milliseconds over 0 and under 2,147,483,648.',
});
