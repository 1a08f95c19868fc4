import {
  type ConnectorOptions,
  invalidConfig,
  isTimeout,
  parseRecipient,
  type SendEvent,
  validateConfig,
} from '@sms-connectors/core';
import type { VerificationEvent } from '@sms-connectors/verify';
import { manifest } from '../manifest.ts';
import { type Decoys, makeDecoys } from './decoys.ts';
import { type Durations, makeDurations } from './durations.ts';
import { makeMemory, type Memory } from './memory.ts';
import { makeProvider, type Provider, type TwilioVerificationsConfig } from './provider.ts';
import {
  type CompleteSettings,
  settingsSchema,
  type TwilioVerificationSettings,
} from './settings.ts';
import { type Tickets, ticketsOf } from './ticket.ts';

export interface TwilioVerificationsOptions
  extends
    TwilioVerificationSettings,
    Pick<
      ConnectorOptions,
      'baseUrl' | 'timeoutMs' | 'connectTimeoutMs' | 'http' | 'parseRecipient'
    > {
  /**
   * Encrypts the ids: a random text of at least 32 characters, the same in all processes. Of a list, the first
   * encrypts, and all read what they have encrypted: put a new one in front.
   */
  readonly secret: string | readonly string[];
  /** Receives what happens. Must return at once. */
  readonly onEvent?: ((event: SendEvent | VerificationEvent) => void) | undefined;
}

/** What the four calls share. */
export interface Context {
  readonly settings: CompleteSettings;
  readonly connector: ReturnType<typeof makeProvider>;
  readonly provider: Provider;
  readonly tickets: Tickets;
  readonly memory: Memory;
  readonly decoys: Decoys;
  readonly durations: Readonly<Record<'start' | 'resend' | 'check' | 'cancel', Durations>>;
  readonly parseRecipient: NonNullable<ConnectorOptions['parseRecipient']>;
  readonly emit: (event: VerificationEvent) => void;
}

const usualTimeoutMs = 10_000;

/** @throws `ConnectorError` `invalid_config` */
export function contextOf(
  config: TwilioVerificationsConfig,
  { secret, onEvent, ...options }: TwilioVerificationsOptions,
): Context {
  const { lifetimeSeconds, resendAfterSeconds, maxSends, ...connectorOptions } = options;
  const given = { lifetimeSeconds, resendAfterSeconds, maxSends };
  const validated = validateConfig(settingsSchema, given);
  if ('issues' in validated) throw invalidConfig(manifest, validated.issues);
  const connector = makeProvider(config, connectorOptions);
  const { timeoutMs, connectTimeoutMs } = options;
  const limits = {
    timeoutMs: isTimeout(timeoutMs) ? timeoutMs : usualTimeoutMs,
    connectTimeoutMs,
  };
  const memory = makeMemory();
  const { config: settings } = validated;
  return {
    settings,
    connector,
    provider: connector.provider(limits),
    tickets: ticketsOf(manifest.id, secret, config.serviceSID),
    memory,
    decoys: makeDecoys(memory, settings.lifetimeSeconds),
    durations: {
      start: makeDurations(),
      resend: makeDurations(),
      check: makeDurations(),
      cancel: makeDurations(),
    },
    parseRecipient: options.parseRecipient ?? parseRecipient,
    emit: emitter(onEvent),
  };
}

// A listener only listens: nothing fails because of it, nor does the process because of its promise.
function emitter(onEvent: TwilioVerificationsOptions['onEvent']): Context['emit'] {
  return (event) => {
    try {
      const returned: unknown = onEvent?.(event);
      if (returned instanceof Promise) returned.catch(() => undefined);
    } catch {}
  };
}
