import { type ConfigIssue, invalidConfig, type Sender, validateConfig } from '@sms-connectors/core';
import type * as z from '@sms-connectors/core/zod';

/** The settings of a policy with their defaults. @throws `ConnectorError` `invalid_config`, which names each problem */
export function readSettings<Schema extends z.core.$ZodType>(
  policy: string,
  schema: Schema,
  settings: unknown,
): z.output<Schema> {
  const validated = validateConfig(schema, settings);
  if ('issues' in validated) throw invalidConfig({ id: policy }, validated.issues);
  return validated.config;
}

/** Checks what programs without types may pass. @throws `ConnectorError` `invalid_config` */
export function assertSenders(
  policy: string,
  senders: Readonly<Record<string, unknown>>,
): asserts senders is Readonly<Record<string, Sender>> {
  const entries = Object.entries(Object(senders) as object);
  const issues = entries
    .filter(([, sender]) => !isSender(sender))
    .map(([key]) => issueAt(['senders', key], 'Must be a sender, such as twilio(config).'));
  if (entries.length === 0) issues.push(issueAt(['senders'], 'Must not be empty.'));
  if (issues.length > 0) throw invalidConfig({ id: policy }, issues);
}

/** What is wrong with one setting. */
export function issueAt(keys: readonly string[], message: string): ConfigIssue {
  return { path: keys.join('.'), keys, code: 'custom', parameters: {}, message };
}

function isSender(value: unknown): value is Sender {
  const { id, send } = Object(value) as Partial<Sender>;
  return typeof id === 'string' && typeof send === 'function';
}
