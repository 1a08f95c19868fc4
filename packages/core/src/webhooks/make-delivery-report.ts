import type { DeliveryReport, DeliveryReports, WebhookRefusal } from '../contract.ts';
import type { ProviderErrorFacts } from '../errors/provider-error-table.ts';

/** What a provider's webhook says about one message. */
export interface DeliveryReportFacts {
  /** The connector's id. */
  readonly connector: string;
  readonly messageId: string;
  readonly status: DeliveryReport['status'];
  /** The provider's own word for the state. */
  readonly providerStatus: string;
  /** What the provider's error table says about the report's error code. */
  readonly error?: ProviderErrorFacts | undefined;
  /** When it happened; an invalid date is left out. */
  readonly at?: Date | undefined;
}

/** Makes a delivery report. A failure without a known reason is `unclassified`. */
export function makeDeliveryReport({
  connector,
  messageId,
  status,
  providerStatus,
  error,
  at,
}: DeliveryReportFacts): DeliveryReport {
  return {
    messageId,
    status,
    ...(status === 'undelivered' && { code: error?.code ?? 'unclassified' }),
    ...(at !== undefined && !Number.isNaN(at.getTime()) && { at }),
    provider: {
      id: connector,
      status: providerStatus,
      ...(error !== undefined && { code: error.providerCode, docsUrl: error.docsUrl }),
    },
  };
}

/** Refuses a webhook request. */
export function refuseWebhook(reason: WebhookRefusal): DeliveryReports {
  return { verified: false, reason };
}
