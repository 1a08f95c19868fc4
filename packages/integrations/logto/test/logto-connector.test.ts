import { ConnectorErrorCodes, type SendMessageData, TemplateType } from '@logto/connector-kit';
import {
  ConnectorError,
  errorCodes,
  isErrorCode,
  type Sender,
  usageTypes,
} from '@sms-connectors/core';
import { connector as gatewayapi } from '@sms-connectors/gatewayapi';
import { type InboxMessage, mock } from '@sms-connectors/mock';
import { connector as twilio } from '@sms-connectors/twilio';
import { expect, test, vi } from 'vitest';
import type { AnyConnectorFactory } from '@sms-connectors/core';
import { logtoConnector } from '../src/index.ts';
import { describeAdapter } from '../../../../test/adapters/describe-adapter.ts';
import { notImplemented } from '@logto/cli/lib/connector/index.js';
import { code, errorOf, message, number } from './logto-instance.ts';

const templates = [
  { usageType: 'SignIn', content: 'Sign-in {{code}}' },
  { usageType: 'SignIn', content: 'Entrar {{code}}', locale: 'pt-BR' },
  { usageType: 'Generic', content: 'Code {{code}}' },
];

/** The mock, with its connectors: how many were made and closed, and what they sent. */
function observedMock() {
  const made: ReturnType<typeof mock>[] = [];
  const state = { closed: 0 };
  const make: typeof mock = Object.assign((...args: Parameters<typeof mock>) => {
    const connector = mock(...args);
    const close = async () => {
      state.closed += 1;
      await connector.close();
    };
    made.push(connector);
    return { ...connector, close };
  }, mock);
  const texts = async (): Promise<readonly string[]> => {
    const lists = await Promise.all(made.map(({ inbox }) => inbox.list()));
    return lists.flat().map(({ text }: InboxMessage) => text);
  };
  return { factory: make, made, state, texts };
}

/** The mock, with another way of sending. */
function sendingWith(send: Sender['send']): AnyConnectorFactory {
  return Object.assign((...args: Parameters<typeof mock>) => ({ ...mock(...args), send }), mock);
}

async function connectorWith(
  factory: AnyConnectorFactory,
  config: unknown,
  onError = vi.fn<(error: ConnectorError) => void>(),
) {
  const create = logtoConnector(factory, { onError });
  const { sendMessage } = await create({ getConfig: async () => config });
  return { sendMessage, onError, create };
}

// What Logto tells people of each code: https://github.com/logto-io/logto/blob/master/packages/phrases/src/locales/en/errors/connector.ts
const expected: Readonly<Record<string, ConnectorErrorCodes>> = {
  invalid_config: ConnectorErrorCodes.InvalidConfig,
  template_not_found: ConnectorErrorCodes.TemplateNotFound,
  invalid_response: ConnectorErrorCodes.InvalidResponse,
  rate_limited: ConnectorErrorCodes.RateLimitExceeded,
  invalid_recipient: ConnectorErrorCodes.InvalidRequestParameters,
  unreachable_recipient: ConnectorErrorCodes.InvalidRequestParameters,
  opted_out: ConnectorErrorCodes.InvalidRequestParameters,
  fraud_blocked: ConnectorErrorCodes.InvalidRequestParameters,
};

test.each(Object.keys(errorCodes))('the code %s, whoever says it', async (errorCode) => {
  if (!isErrorCode(errorCode)) throw new Error('No error code.');
  const facts = { code: errorCode, provider: { id: 'scripted' } };
  const send = () => Promise.reject(new ConnectorError({ ...facts, outcome: 'rejected' }));
  const { sendMessage } = await connectorWith(sendingWith(send), { templates });
  const error = await errorOf(sendMessage(message()));
  expect(error?.code).toBe(expected[errorCode] ?? ConnectorErrorCodes.General);
  expect(error?.data).toEqual({ errorDescription: expect.stringMatching(/^[A-Z].*\.$/) });
});

describeAdapter('Logto', {
  audience: 'person',
  ask: async ({ sender, ...options }) => {
    const create = logtoConnector(sendingWith(sender.send), options);
    const { sendMessage } = await create({ getConfig: async () => ({ templates }) });
    const sending = sendMessage(message());
    const error = await errorOf(sending);
    const seen = [error, error === undefined ? await sending : error.message];
    return { answer: error === undefined ? 'yes' : 'no', seen, read: JSON.stringify(error?.data) };
  },
});

test('tells people what is wrong in their language', async () => {
  const { sendMessage } = await connectorWith(mock, { templates });
  const payload = { code, locale: 'fr' };
  const error = await errorOf(sendMessage(message({ to: '12015550111', payload })));
  expect(error?.data).toEqual({ errorDescription: expect.stringContaining('demandé') });
});

test('sends with the template of the type and the language', async () => {
  const { factory, texts } = observedMock();
  const { sendMessage } = await connectorWith(factory, { templates });
  await sendMessage(message());
  await sendMessage(message({ payload: { code, locale: 'pt-BR' } }));
  await sendMessage(message({ type: TemplateType.MfaVerification }));
  await sendMessage(message({ type: JSON.parse('"SomethingNew"') as TemplateType }));
  const sent = ['Sign-in', 'Entrar', 'Code', 'Code'].map((words) => `${words} ${code}`);
  expect(await texts()).toEqual(sent);
});

test('has a usage type for every type of Logto', () => {
  expect(usageTypes).toEqual(expect.arrayContaining(Object.values(TemplateType)));
});

test.each(['33612345678', '+33612345678'])('mends the plus of %s', async (to) => {
  const { factory, made } = observedMock();
  const { sendMessage } = await connectorWith(factory, { templates });
  await sendMessage(message({ to }));
  const [sent] = (await made.at(-1)?.inbox.list()) ?? [];
  expect(sent?.to).toBe(`+${number}`);
});

test('a template that the config has not is an error', async () => {
  const { sendMessage } = await connectorWith(mock, { templates });
  const error = await errorOf(sendMessage(message({ type: TemplateType.Register })));
  expect(error?.code).toBe(ConnectorErrorCodes.TemplateNotFound);
});

test('an invalid config is an error that names fields and no values', async () => {
  const config = { templates, deliveryReportSecret: 7, unheardOf: 'canary-secret' };
  const { sendMessage } = await connectorWith(mock, config);
  const error = await errorOf(sendMessage(message()));
  expect(error?.code).toBe(ConnectorErrorCodes.InvalidConfig);
  expect(error?.message).toContain('unheardOf');
  expect(error?.message).not.toContain('canary-secret');
});

test('the test of an unsaved config uses that config', async () => {
  const { factory, texts } = observedMock();
  // Logto has no saved config then, and would throw.
  const { sendMessage } = await logtoConnector(factory)({ getConfig: notImplemented });
  const unsaved = { templates: [{ usageType: 'SignIn', content: 'Unsaved {{code}}' }] };
  await sendMessage(message(), unsaved);
  expect(await texts()).toEqual([`Unsaved ${code}`]);
});

test('keeps the connector of a config, and closes the least recently used', async () => {
  const { factory, made, state, texts } = observedMock();
  const create = logtoConnector(factory);
  const send = async (name: number): Promise<void> => {
    // Logto makes the connector anew for each message.
    const named = [{ usageType: 'SignIn', content: `${name} {{code}}` }];
    const { sendMessage } = await create({ getConfig: async () => ({ templates: named }) });
    await sendMessage(message());
  };
  await send(0);
  const first = made.length;
  await send(0);
  expect(made).toHaveLength(first);
  for (let name = 1; name <= 20; name += 1) await send(name);
  // The check of a config makes a connector too, and closes it.
  expect(made.length - state.closed).toBe(20);
  await send(0);
  expect((await texts()).filter((text) => text === `0 ${code}`)).toHaveLength(3);
});

test('makes the form from the schema of the config', async () => {
  const { metadata } = await logtoConnector(twilio)({
    getConfig: async () => ({}),
  });
  const items = new Map(metadata.formItems?.map((item) => [item.key, item]));
  expect(items.get('accountSID')).toEqual({
    key: 'accountSID',
    type: 'Text',
    label: 'Account SID',
    required: true,
    description: 'The Account SID of your Twilio account.',
    placeholder: 'AC0123456789abcdef0123456789abcdef',
  });
  expect(items.get('authToken')).toMatchObject({ isConfidential: true, required: false });
  expect(items.get('disableRiskCheck')).toMatchObject({ type: 'Switch', defaultValue: false });
  expect(items.get('region')).toMatchObject({
    type: 'Select',
    selectItems: [
      { value: 'us1', title: 'us1' },
      { value: 'ie1', title: 'ie1' },
    ],
  });
  expect(items.get('deliveryReportUrl')?.label).toBe('Delivery report URL');
  const given = items.get('templates')?.defaultValue as readonly { readonly usageType: string }[];
  expect(given.map(({ usageType }) => usageType)).toEqual(usageTypes);
  const other = await logtoConnector(mock)({ getConfig: async () => ({}) });
  const delay = other.metadata.formItems?.find(({ key }) => key === 'deliveryReportDelayMs');
  expect(delay).toMatchObject({ type: 'Number', defaultValue: 0 });
  const third = await logtoConnector(gatewayapi)({
    getConfig: async () => ({}),
  });
  expect(third.metadata.id).toBe('sms-connectors-gatewayapi');
});

test('sends with the deadline of the options', async () => {
  const { factory } = observedMock();
  const deadlines: unknown[] = [];
  const recording = Object.assign((...args: Parameters<AnyConnectorFactory>) => {
    const connector = factory(...args);
    const send: typeof connector.send = (sent, options) => {
      deadlines.push(options?.timeoutMs);
      return connector.send(sent, options);
    };
    return { ...connector, send };
  }, factory);
  const create = logtoConnector(recording, { timeoutMs: 4000 });
  const { sendMessage } = await create({ getConfig: async () => ({ templates }) });
  await sendMessage(message() satisfies SendMessageData);
  expect(deadlines).toEqual([4000]);
});
