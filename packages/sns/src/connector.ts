import {
  type ConnectorFactory,
  defineConnector,
  type HttpResponse,
  type ProviderAnswer,
} from '@sms-connectors/core';
import { serviceUrl } from '@sms-connectors/aws/signing';
import { type Parameters, signer } from './api.ts';
import { configSchema } from './config.ts';
import { readFailure } from './errors.ts';
import { manifest } from './manifest.ts';
import { verifyConfig } from './verify-config.ts';
import { textOf } from './xml.ts';

/** Creates a connector for Amazon SNS. */
export const sns: ConnectorFactory<typeof configSchema> = defineConnector({
  manifest,
  configSchema,
  baseUrl: ({ region }) => serviceUrl('sns', region),
  connect: (config, { baseUrl, http }) => {
    const sign = signer(config, baseUrl);
    const { indiaEntityId } = config;
    const fixed = {
      'AWS.SNS.SMS.SMSType': 'Transactional',
      'AWS.SNS.SMS.SenderID': config.senderId,
      'AWS.MM.SMS.OriginationNumber': config.originationNumber,
      'AWS.SNS.SMS.MaxPrice': config.maxPrice,
    };
    return {
      request: ({ to, text, template: { indiaTemplateId } }) =>
        sign('Publish', {
          PhoneNumber: to,
          Message: text,
          ...messageAttributes({
            ...fixed,
            ...(indiaTemplateId !== undefined &&
              to.startsWith('+91') && {
                'AWS.MM.SMS.EntityId': indiaEntityId,
                'AWS.MM.SMS.TemplateId': indiaTemplateId,
              }),
          }),
        }),
      classify,
      verifyConfig: (limits) => verifyConfig({ http, sign, limits }),
    };
  },
});

/**
 * The attributes that have a value, as parameters.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html#sms_publish-to-phone
 */
function messageAttributes(attributes: Readonly<Record<string, string | undefined>>): Parameters {
  const entries = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.flatMap(([name, value = ''], index) => {
      const entry = `MessageAttributes.entry.${index + 1}`;
      return [
        [`${entry}.Name`, name],
        [`${entry}.Value.DataType`, name.endsWith('.MaxPrice') ? 'Number' : 'String'],
        [`${entry}.Value.StringValue`, value],
      ];
    }),
  );
}

function classify(response: HttpResponse): ProviderAnswer {
  const requestId = idIn(response.body, 'RequestId');
  if (response.status !== 200) return { ...readFailure(response), requestId };
  const messageId = idIn(response.body, 'MessageId');
  // The answer has only the ID, and no status.
  return messageId === undefined
    ? { outcome: 'unknown', code: 'invalid_response', requestId }
    : { outcome: 'accepted', messageId, status: 'accepted', requestId };
}

function idIn(body: string, element: string): string | undefined {
  const id = textOf(body, element);
  return id !== undefined && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id) ? id : undefined;
}
