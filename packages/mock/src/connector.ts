import {
  type ConnectorFactory,
  defineConnector,
  type FailedAnswer,
  type Http,
  parseJsonObject,
  measureText,
  type Message,
} from '@sms-connectors/core';
import { configSchema } from './config.ts';
import { type Simulation, simulatedRecipients } from './errors.ts';
import { createInbox, type Inbox, type InboxMessage } from './inbox.ts';
import { manifest } from './manifest.ts';

/** The mock's members beyond the contract. */
export interface MockExtras {
  readonly inbox: Inbox;
}

/** Makes a connector that sends nothing and keeps every message in its `inbox`. */
export const mock: ConnectorFactory<typeof configSchema, MockExtras> = defineConnector({
  manifest,
  configSchema,
  // Reserved by RFC 2606: no request to it can leave the machine.
  baseUrl: () => 'https://mock.invalid',
  connect: ({ from, inboxFile }, { baseUrl }) => {
    const { inbox, deliver } = createInbox(inboxFile);
    return {
      request: ({ to, usageType, locale, expiresAt, payload, reference, requester, text }) => ({
        method: 'POST',
        url: `${baseUrl}/messages`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          to,
          from,
          usageType,
          locale,
          expiresAt,
          payload,
          reference,
          requester,
          text,
        }),
      }),
      classify: ({ status, body }) => {
        const answer = parseJsonObject(body) as { messageId: string; failed: FailedAnswer };
        return status === 201
          ? { outcome: 'accepted', messageId: answer.messageId, status: 'delivered' }
          : answer.failed;
      },
      http: provider(deliver),
      extras: { inbox },
    };
  },
});

type MockRequest = Omit<Message, 'expiresAt' | 'payload'> &
  Pick<InboxMessage, 'expiresAt' | 'from' | 'text' | 'payload'>;

/** The provider in this process: keeps the message, or fails if the recipient is one that fails. */
function provider(deliver: (message: InboxMessage) => Promise<void>): Http {
  return async ({ body = '' }) => {
    const message = JSON.parse(body) as MockRequest;
    const simulations: Readonly<Record<string, Simulation>> = simulatedRecipients;
    const simulation = simulations[message.to];
    if (simulation !== undefined) {
      return 'failure' in simulation
        ? simulation.failure
        : { status: 400, headers: {}, body: JSON.stringify({ failed: simulation.answer }) };
    }
    const messageId = crypto.randomUUID();
    const { to, from, usageType, locale, expiresAt, payload, reference, requester, text } = message;
    const { encoding, segments } = measureText(text);
    const delivered = deliver({
      messageId,
      to,
      from,
      usageType,
      ...(typeof locale === 'string' && { locale }),
      ...(expiresAt !== undefined && { expiresAt }),
      ...(reference !== undefined && { reference }),
      ...(requester !== undefined && { requester }),
      text,
      payload,
      encoding,
      segments,
      at: new Date().toISOString(),
    });
    return delivered.then(
      () => ({ status: 201, headers: {}, body: JSON.stringify({ messageId }) }),
      // The message is not in a file that cannot be written.
      () => ({ failure: 'network', sent: false }),
    );
  };
}
