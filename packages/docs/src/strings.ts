import {
  type Capabilities,
  errorAdvice,
  errorCodes,
  templateSchema,
  templatesSchema,
  trialAccount,
  unknownOutcomeAdvice,
  usageTypeFacts,
  webhookUrlSchema,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { configMessages } from './config-messages.ts';
import { endUserTexts, unknownOutcomeEndUserText } from './end-user-texts.ts';
import { phrases } from './phrases.ts';
import { sharedSentences } from './shared-sections.ts';

/** The labels of all guides, in English. */
export const labels = {
  tip: 'Tip',
  note: 'Note',
  warning: 'Warning',
  yes: 'Yes',
  no: 'No',
  notAvailable: 'Not available',
  name: 'Name',
  property: 'Property of :value[type]',
  type: 'Type',
  required: 'Required',
  default: 'Default',
  description: 'Description',
  values: 'Values',
  secret: 'Secret.',
  oldName: 'old name',
  usageType: 'Usage type',
  purpose: 'When it is sent',
  errorCode: 'Error code',
  meaning: 'What it means',
  advice: 'What to do',
  endUserText: 'What to show to the person',
  notTranslated: 'not translated yet',
  pageNotTranslated: 'This page is not translated yet.',
  pagePartlyTranslated:
    'This page is not completely translated yet. Sentences still in English: :value[missing] of :value[total].',
  anyIfUnknown: 'Any, if the outcome is `unknown`',
  outcome: 'Outcome',
  tryAgain: 'Retryable, if `rejected`',
  connector: 'Connector',
  package: 'Package',
  capability: 'Capability',
  dependencies: 'Dependencies',
  installation: 'These packages are installed, under these licences:',
  migration:
    'First-generation configs have only :list[first-generation-usage-types]. They still work: :value[old] is read as :value[new]. To update one, replace :value[old] by :value[new] and add a template for :value[missing].',
} as const;

/** Labels of the console that guides mention. The console uses the translations of this package. */
export const consoleLabels = [
  'Delivery plan',
  'Real {name} account',
  'Save and Done',
  'Send',
  'Send a real message',
  'Start over',
] as const;

/** What a provider's code means if the message was accepted after all. */
export const acceptedMeaning = 'The message was accepted.';

/** Each capability: its name, and its values in words. */
export const capabilityLabels = {
  numberFormat: {
    label: 'Numbers sent as',
    values: { e164: ':value[number] (E.164)', digits: ':value[number] (digits alone)' },
  },
  senders: {
    label: 'Senders',
    values: {
      phone_number: 'phone number',
      short_code: 'short code',
      alphanumeric: 'alphanumeric sender ID',
      sender_pool: 'sender pool',
    },
  },
  content: {
    label: 'Content',
    values: { text: 'your own text', template: 'templates that the provider has approved' },
  },
  maxCharacters: { label: 'Longest text', values: { count: ':value[count] characters' } },
  maxSegments: { label: 'Most segments', values: { count: ':value[count] segments' } },
  validitySeconds: {
    label: 'Expiry of a code',
    values: { range: 'From :value[min] to :value[max] seconds' },
  },
  deliveryReports: {
    label: 'Delivery reports',
    values: {
      unauthenticated: 'Yes, unauthenticated',
      token: 'Yes, with a token',
      signed: 'Yes, signed',
    },
  },
  messageIds: {
    label: 'Message ids',
    values: {
      provider: 'from the provider',
      reference: 'made by the connector and sent along',
      local: 'made by the connector; the provider gives none',
    },
  },
  reference: {
    label: 'Your own reference',
    values: { count: 'Up to :value[count] characters' },
  },
  requester: { label: 'Requester for fraud checks', values: {} },
  conversions: {
    label: 'Feedback on used codes',
    values: { used_only: 'Yes; all others count as unused' },
  },
  sandbox: { label: 'Sandbox', values: {} },
  inProcess: { label: 'Without a network', values: {} },
} as const satisfies Record<
  keyof Capabilities,
  { readonly label: string; readonly values: Readonly<Record<string, string>> }
>;

/** Every sentence of the shared catalogues, with the place where it is declared. */
export const sharedStrings: ReadonlyMap<string, string> = firstOfEach([
  ...phrases.map((phrase) => [phrase, 'phrases'] as const),
  ...sharedSentences,
  ...consoleLabels.map((label) => [label, 'console'] as const),
  ...Object.entries(labels).map(([key, label]) => [label, `labels.${key}`] as const),
  ...Object.entries(capabilityLabels).flatMap(([key, { label, values }]) => [
    [label, `capabilities.${key}`] as const,
    ...Object.entries<string>(values).map(
      ([name, value]) => [value, `capabilities.${key}.${name}`] as const,
    ),
  ]),
  ...Object.entries(usageTypeFacts).map(
    ([key, { purpose }]) => [purpose, `usageTypes.${key}`] as const,
  ),
  ...Object.entries(errorCodes).map(
    ([key, { meaning }]) => [meaning, `errorCodes.${key}.meaning`] as const,
  ),
  ...Object.entries(errorAdvice).map(
    ([key, advice]) => [advice, `errorCodes.${key}.advice`] as const,
  ),
  [trialAccount.advice, 'errorCodes.unreachable_recipient.trial'],
  [unknownOutcomeAdvice, 'errorCodes.unknownOutcome'],
  ...[...endUserTexts].map(([key, text]) => [text, `errorCodes.${key}.endUserText`] as const),
  [unknownOutcomeEndUserText, 'errorCodes.unknownOutcome.endUserText'],
  [acceptedMeaning, 'errorCodes.accepted'],
  [z.globalRegistry.get(templatesSchema)?.description ?? '', 'config.templates'],
  ...Object.entries(templateSchema.shape).map(
    ([key, field]) =>
      [z.globalRegistry.get(field)?.description ?? '', `config.Template.${key}`] as const,
  ),
  ...[templatesSchema, webhookUrlSchema('')]
    .flatMap((schema) => configMessages(schema).messages)
    .map((message) => [message, 'config messages'] as const),
]);

function firstOfEach(rows: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const [msgid, reference] of rows) if (!first.has(msgid)) first.set(msgid, reference);
  return first;
}
