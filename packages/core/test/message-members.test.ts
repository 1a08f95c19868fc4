import {
  type Capabilities,
  type Message,
  type RenderedMessage,
  defineConnector,
  templatesSchema,
} from '@sms-connectors/core';
import { expectConnectorError } from '@sms-connectors/core/testing';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { acceptedBody, tiny } from './support/tiny-connector.ts';

const message = { to: '+33612345678', usageType: 'Generic', payload: {} } as const;
const members = {
  expiresAt: '2999-01-31T09:30:00+01:00',
  requester: { ip: '192.0.2.7', userId: 'u1' },
  reference: 'order-7',
} as const;

/** A connector with these capabilities, and the messages that its request() receives. */
function connectorWith(capabilities: Partial<Capabilities>, id: string | null = 'M1') {
  const rendered: RenderedMessage[] = [];
  const sms = defineConnector({
    manifest: {
      ...tiny.manifest,
      capabilities: {
        numberFormat: 'e164',
        senders: ['phone_number'],
        maxCharacters: 1600,
        ...capabilities,
      },
    },
    configSchema: z.strictObject({ templates: templatesSchema }),
    baseUrl: () => 'https://tiny.invalid',
    connect: () => ({
      request: (received) => {
        rendered.push(received);
        return { method: 'POST', url: 'https://tiny.invalid', headers: {} };
      },
      classify: () => ({ outcome: 'accepted', messageId: id ?? undefined, status: 'queued' }),
      http: async () => ({ status: 201, headers: {}, body: acceptedBody }),
    }),
  })({ templates: [{ usageType: 'Generic', content: 'я'.repeat(200) }] });
  return { sms, rendered };
}

describe('a member that the provider cannot honour', () => {
  test('is not handed to the connector and is listed in the receipt', async () => {
    const { sms, rendered } = connectorWith({});
    const receipt = await sms.send({ ...message, ...members });
    expect(receipt.ignored).toEqual(['expiresAt', 'requester', 'reference']);
    expect(rendered[0]).toMatchObject({ requester: undefined, reference: undefined });
    expect(rendered[0]?.validitySeconds).toBeUndefined();
  });

  test('is handed over if the manifest declares it', async () => {
    const { sms, rendered } = connectorWith({
      validitySeconds: { min: 1, max: 600 },
      requester: true,
      reference: { maxCharacters: 10 },
    });
    const receipt = await sms.send({ ...message, ...members });
    expect(receipt).not.toHaveProperty('ignored');
    expect(rendered[0]).toMatchObject({
      requester: members.requester,
      reference: members.reference,
      validitySeconds: 600,
      expiresAt: new Date(members.expiresAt),
    });
  });
});

test.each<readonly [string, Partial<Record<keyof Message, unknown>>]>([
  ['expiresAt', { expiresAt: 'tomorrow' }],
  ['expiresAt', { expiresAt: '2999-01-31' }],
  ['expiresAt', { expiresAt: '2999-01-31T09:30:00' }],
  ['expiresAt', { expiresAt: 32_503_680_000 }],
  ['expiresAt', { expiresAt: '1999-01-31T09:30:00Z' }],
  ['requester', { requester: '192.0.2.7' }],
  ['requester', { requester: { ip: 7 } }],
  ['requester', { requester: null }],
  ['reference', { reference: '' }],
  ['reference', { reference: 7 }],
  ['reference', { reference: 'longer-than-ten' }],
])('%s is refused if it is invalid: %j', async (member, wrong) => {
  const { sms, rendered } = connectorWith({ reference: { maxCharacters: 10 } });
  const error = await expectConnectorError(sms.send({ ...message, ...wrong } as Message));
  expect(error).toMatchObject({ code: 'invalid_message', outcome: 'rejected' });
  expect(error.message).toContain(member);
  expect(rendered).toEqual([]);
});

test('a text of too many segments is refused before it is sent', async () => {
  const { sms, rendered } = connectorWith({ maxSegments: 2 });
  const error = await expectConnectorError(sms.send(message));
  expect(error).toMatchObject({ code: 'content_rejected', outcome: 'rejected' });
  expect(error.message).toContain('3 segments; Tiny accepts 2');
  expect(rendered).toEqual([]);
  await connectorWith({ maxSegments: 3 }).sms.send(message);
});

describe('an answer without a message id', () => {
  test('gets an id made here, and the receipt says so', async () => {
    const { sms } = connectorWith({ messageIds: 'local' }, null);
    const receipts = [await sms.send(message), await sms.send(message)];
    expect(receipts[0]).toMatchObject({ messageIdSource: 'local' });
    expect(new Set(receipts.map(({ messageId }) => messageId)).size).toBe(2);
  });

  test.each([null, ''])('is no receipt if the provider gives ids: %j', async (id) => {
    const { sms } = connectorWith({}, id);
    const error = await expectConnectorError(sms.send(message));
    expect(error).toMatchObject({ code: 'invalid_response', outcome: 'unknown' });
  });
});
