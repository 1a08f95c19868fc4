import {
  type Connector,
  type DeliveryReport,
  deliveryReportHandler,
  type Open,
  type WebhookRefusal,
} from '@sms-connectors/core';
import { startWebhookServer } from './webhook-server.ts';

/**
 * An application that receives the delivery reports of a connector, over real HTTP. It asks for the connector with the
 * first report: the emulator that the connector talks to may need the URL of the application to start.
 */
export async function startReportApplication(connectorId: string, connector: () => Connector) {
  const received: DeliveryReport[] = [];
  const refused: Open<WebhookRefusal>[] = [];
  let handle: ReturnType<typeof deliveryReportHandler> | undefined;
  const server = await startWebhookServer(connectorId, async (request) => {
    handle ??= deliveryReportHandler({
      connectors: [connector()],
      onReports: (reports) => void received.push(...reports),
      onRefused: (_, reason) => void refused.push(reason),
    });
    return handle(request);
  });
  return { ...server, received, refused };
}
