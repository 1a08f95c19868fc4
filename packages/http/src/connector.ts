import { type Capabilities, type ConnectorFactory, defineConnector } from '@sms-connectors/core';
import { classify } from './classify.ts';
import { configSchema, type ParsedConfig } from './config.ts';
import { deliveryReportParser } from './delivery-reports.ts';
import { manifest } from './manifest.ts';
import { type OwnRequest, prepareRequest } from './request.ts';
import { requestPlaceholders } from './request-texts.ts';

/** Makes a connector to the gateway that its config describes. */
export const http: ConnectorFactory<typeof configSchema> = defineConnector({
  manifest,
  configSchema,
  baseUrl: (config) => new URL(urlOf(config)).origin,
  connect: (config, { baseUrl }) => {
    const { answer = {}, reports } = config;
    return {
      capabilities: capabilitiesOf(config),
      request: prepareRequest(config, baseUrl + new URL(urlOf(config)).pathname),
      classify: (response, { request }) =>
        classify(answer, response, (request as OwnRequest).messageId),
      parseDeliveryReport: reports && deliveryReportParser(reports),
    };
  },
});

/** What the gateway can do, as far as the config makes use of it. */
function capabilitiesOf(config: ParsedConfig): Partial<Capabilities> {
  const used = requestPlaceholders(config);
  const { reference, validitySeconds } = manifest.capabilities;
  const { numberFormat, answer, reports } = config;
  return {
    numberFormat: numberFormat === 'e164' ? 'e164' : 'digits',
    messageIds:
      answer?.messageId !== undefined ? undefined : used.has('messageId') ? 'reference' : 'local',
    reference: used.has('reference') ? reference : undefined,
    validitySeconds: used.has('validitySeconds') ? validitySeconds : undefined,
    requester: used.has('requester.ip') || used.has('requester.userId'),
    deliveryReports: reports && { authenticity: reports.signature ? 'signed' : 'token' },
  };
}

// The schema has one of the two.
function urlOf({ url, endpoint }: ParsedConfig): string {
  return (url ?? endpoint) as string;
}
