import {
  asJsonObject,
  type ConnectorFactory,
  defineConnector,
  type HttpResponse,
  parseJsonObject,
  type ProviderAnswer,
} from '@sms-connectors/core';
import { configSchema } from './config.ts';
import { deliveryReportParser, isMessageId } from './delivery-reports.ts';
import { readFailure } from './errors.ts';
import { manifest } from './manifest.ts';
import { verifyConfig } from './verify-config.ts';

// MessageBird reports only on messages that have a reference.
const defaultReference = 'verification-code';

/** Makes a connector to the MessageBird SMS API. */
export const messagebird: ConnectorFactory<typeof configSchema> = defineConnector({
  manifest,
  configSchema,
  baseUrl: () => 'https://rest.messagebird.com',
  connect: ({ accessKey, originator, signingKey, deliveryReportUrl }, { baseUrl, http }) => {
    const authorization = `AccessKey ${accessKey}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const fixed = {
      // A number has no plus sign.
      originator: originator.replace(/^\+(?=\d+$)/, ''),
      // By default, MessageBird replaces what GSM-7 lacks.
      datacoding: 'auto',
      ...(deliveryReportUrl !== undefined && { reportUrl: deliveryReportUrl }),
      ...(signingKey !== undefined && { reference: defaultReference }),
    };
    return {
      request: ({ to, text, validitySeconds, reference }) => ({
        method: 'POST',
        url: `${baseUrl}/messages`,
        headers,
        body: JSON.stringify({
          ...fixed,
          recipients: [to.slice(1)],
          body: text,
          ...(validitySeconds !== undefined && { validity: validitySeconds }),
          ...(reference !== undefined && { reference }),
        }),
      }),
      classify,
      parseDeliveryReport:
        signingKey === undefined
          ? undefined
          : deliveryReportParser({ signingKey, url: deliveryReportUrl }),
      verifyConfig: (limits) => verifyConfig({ http, baseUrl, headers: { authorization } }, limits),
    };
  },
});

const failedStates: ReadonlySet<unknown> = new Set(['delivery_failed', 'expired']);

function classify(response: HttpResponse): ProviderAnswer {
  if (response.status >= 400) return readFailure(response);
  const { id, recipients } =
    (response.status === 201 ? parseJsonObject(response.body) : undefined) ?? {};
  const items = asJsonObject(recipients)?.['items'];
  const item = asJsonObject(Array.isArray(items) ? items[0] : undefined);
  if (!isMessageId(id) || item === undefined) {
    return { outcome: 'unknown', code: 'invalid_response' };
  }
  return failedStates.has(item['status'])
    ? { outcome: 'rejected', code: 'unclassified' }
    : { outcome: 'accepted', messageId: id, status: 'accepted' };
}
