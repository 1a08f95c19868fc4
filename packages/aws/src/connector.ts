import {
  type ConnectorFactory,
  defineConnector,
  type HttpResponse,
  notifyProvider,
  parseJsonObject,
  type ProviderAnswer,
} from '@sms-connectors/core';
import { isMessageId, readFailure, signer } from './api.ts';
import { configSchema } from './config.ts';
import { deliveryReportParser } from './delivery-reports.ts';
import { manifest } from './manifest.ts';
import { serviceUrl } from './signed-requests.ts';
import { verifyConfig } from './verify-config.ts';

/** Makes a connector to AWS End User Messaging SMS. */
export const aws: ConnectorFactory<typeof configSchema> = defineConnector({
  manifest,
  configSchema,
  baseUrl: ({ region }) => serviceUrl('sms-voice', region),
  connect: (config, { baseUrl, http }) => {
    const sign = signer(config, baseUrl);
    const { indiaEntityId } = config;
    const fixed = {
      OriginationIdentity: config.originationIdentity,
      MessageType: 'TRANSACTIONAL',
      ConfigurationSetName: config.configurationSetName,
      ProtectConfigurationId: config.protectConfigurationId,
      MaxPrice: config.maxPrice,
      ...(config.messageFeedback && { MessageFeedbackEnabled: true }),
    };
    return {
      request: ({ to, text, validitySeconds, template: { indiaTemplateId } }) =>
        sign('SendTextMessage', {
          ...fixed,
          DestinationPhoneNumber: to,
          MessageBody: text,
          TimeToLive: validitySeconds,
          ...(indiaTemplateId !== undefined &&
            to.startsWith('+91') && {
              DestinationCountryParameters: {
                IN_ENTITY_ID: indiaEntityId,
                IN_TEMPLATE_ID: indiaTemplateId,
              },
            }),
        }),
      classify,
      parseDeliveryReport:
        config.snsTopicArn === undefined
          ? undefined
          : deliveryReportParser(config.snsTopicArn, http),
      verifyConfig: (limits) => verifyConfig({ http, sign, limits }, config),
      // https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_PutMessageFeedback.html
      reportConversion: async (messageId, used, limits) => {
        if (!isMessageId(messageId)) return { outcome: 'rejected', code: 'invalid_message' };
        const MessageFeedbackStatus = used ? 'RECEIVED' : 'FAILED';
        const feedback = { MessageId: messageId, MessageFeedbackStatus };
        return notifyProvider(
          http,
          await sign('PutMessageFeedback', feedback),
          limits,
          readFailure,
        );
      },
    };
  },
});

function classify(response: HttpResponse): ProviderAnswer {
  const requestId = requestIdOf(response);
  if (response.status !== 200) return { ...readFailure(response), requestId };
  const messageId = parseJsonObject(response.body)?.['MessageId'];
  // The answer has only the ID, and no status.
  return isMessageId(messageId)
    ? { outcome: 'accepted', messageId, status: 'accepted', requestId }
    : { outcome: 'unknown', code: 'invalid_response', requestId };
}

function requestIdOf({ headers }: HttpResponse): string | undefined {
  const id = headers['x-amzn-requestid'];
  return typeof id === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id)
    ? id
    : undefined;
}
