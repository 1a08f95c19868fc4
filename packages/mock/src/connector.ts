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
import { deliveryReportParser, type MockReport, reportSigner } from './delivery-reports.ts';
import { type Simulation, simulatedRecipients } from './errors.ts';
import { createInbox, type Inbox, type InboxMessage } from './inbox.ts';
import { manifest } from './manifest.ts';
import { reportSender } from './report-sender.ts';
import { reportsOf } from './simulated-reports.ts';

/** The mock's members beyond the contract. */
export interface MockExtras {
  readonly inbox: Inbox;
  /**
   * Makes the request of a delivery report, signed as the handler of `deliveryReportHandler` expects it: pass it to the
   * handler, or to `fetch`. `url` is where your server has the handler; by default the config's `deliveryReportUrl`.
   * @throws `TypeError` for a report that no provider sends
   */
  readonly signReport: (report: MockReport, url?: string) => Promise<Request>;
}

/** Makes a connector that sends nothing and keeps every message in its `inbox`. */
export const mock: ConnectorFactory<typeof configSchema, MockExtras> = defineConnector({
  manifest,
  configSchema,
  // Reserved by RFC 2606: no request to it can leave the machine.
  baseUrl: () => 'https://mock.invalid',
  connect: (config, { baseUrl, http }) => {
    const { from, inboxFile, deliveryReportUrl, deliveryReportDelayMs: delayMs } = config;
    const { deliveryReportSecret: secret = crypto.randomUUID() } = config;
    const { inbox, deliver } = createInbox(inboxFile);
    const sign = reportSigner(secret);
    const reports =
      deliveryReportUrl === undefined
        ? undefined
        : reportSender({ url: deliveryReportUrl, delayMs, sign, http });
    const deliverAndReport = async (message: InboxMessage): Promise<void> => {
      await deliver(message);
      reports?.send(reportsOf(message.messageId, message.to));
    };
    const signReport: MockExtras['signReport'] = async (report, url = deliveryReportUrl) => {
      const { headers, body } = await sign(report);
      // The last part of the path names the connector.
      return new Request(url ?? `${baseUrl}/${manifest.id}`, { method: 'POST', headers, body });
    };
    const acceptedStatus = reports === undefined ? 'delivered' : 'queued';
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
          ? { outcome: 'accepted', messageId: answer.messageId, status: acceptedStatus }
          : answer.failed;
      },
      parseDeliveryReport: deliveryReportParser(secret),
      http: provider(deliverAndReport),
      close: async () => reports?.close(),
      extras: { inbox, signReport },
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
