import type { Http } from '@sms-connectors/core';
import { fetchHttp } from '@sms-connectors/core/fetch';
import {
  type EmulatedMessage,
  type Emulator,
  type EmulatorOptions,
  type SendWebhook,
  startEmulator,
} from '@sms-connectors/core/testing';
import type { AwsConfig } from './config.ts';
import { answerTo, type AwsAccount, emulatedAccount, refusal } from './emulated-account.ts';
import { signatureError } from './emulated-signature.ts';
import { emulatedTopic } from './emulated-topic.ts';
import { simulatorNumbers } from './simulator.ts';

export type { AwsAccount } from './emulated-account.ts';
export { signatureError } from './emulated-signature.ts';
export { simulatorNumbers } from './simulator.ts';

export interface AwsEmulatorOptions extends EmulatorOptions {
  /** Replaces the made-up values. */
  readonly account?: Partial<AwsAccount> | undefined;
  /** The endpoint of the topic: the URL of your delivery report handler. */
  readonly deliveryReportUrl?: string | undefined;
  /**
   * The events of each message; by default `TEXT_PENDING`, then `TEXT_DELIVERED`, or `TEXT_UNREACHABLE` for a number
   * whose messages fail in the simulator.
   */
  readonly events?: readonly string[] | undefined;
}

export interface AwsEmulator extends Emulator {
  /** For the connector: `aws({ ...emulator.config, templates }, { baseUrl: emulator.url })`. */
  readonly config: Omit<AwsConfig, 'templates'>;
  /** Redirects SNS to the emulator, for delivery reports: `{ baseUrl: emulator.url, http: emulator.http }`. */
  readonly http: Http;
  readonly account: AwsAccount;
}

/**
 * Starts AWS End User Messaging SMS on loopback, with an SNS topic for delivery reports. It checks signatures and
 * parameters, knows the numbers of the simulator, and answers as AWS does.
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html
 */
export async function startAwsEmulator({
  account: given,
  deliveryReportUrl,
  events,
  ...options
}: AwsEmulatorOptions = {}): Promise<AwsEmulator> {
  const account = { ...emulatedAccount, ...given };
  const topic = emulatedTopic(account.snsTopicArn, deliveryReportUrl);
  const report = async (message: EmulatedMessage, sendWebhook: SendWebhook): Promise<void> => {
    const types = events ?? [
      'TEXT_PENDING',
      isFailing(message.to) ? 'TEXT_UNREACHABLE' : 'TEXT_DELIVERED',
    ];
    for (const [index, type] of types.entries()) {
      const event = eventOf(message, type, index === types.length - 1);
      await topic.publish(JSON.stringify(event), sendWebhook);
    }
  };

  const emulator = await startEmulator(
    {
      answer: (request, record, { recordConversion, sendWebhook }) => {
        if (request.path.startsWith('/sns/')) {
          return topic.answer({ path: request.path.slice('/sns'.length), query: request.query });
        }
        const unsigned = signatureError('sms-voice', account, request);
        if (unsigned !== undefined) {
          return refusal(unsigned.type, unsigned.message, {}, unsigned.status);
        }
        const state = { account, messages: emulator.messages, recordConversion };
        return answerTo(state, request, (message) => {
          record(message);
          if (
            account.configurationSets.includes(message.parameters['ConfigurationSetName'] ?? '')
          ) {
            void report(message, sendWebhook);
          }
        });
      },
      // AWS does not say how long to wait.
      rateLimited: () => refusal('ThrottlingException', 'Rate exceeded'),
    },
    options,
  );
  const throughFetch = fetchHttp();
  const http: Http = (request) =>
    throughFetch({ ...request, url: request.url.replace(topic.origin, `${emulator.url}/sns`) });
  const { region, accessKeyId, secretAccessKey, sessionToken, snsTopicArn } = account;
  const config = {
    region,
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    originationIdentity: account.poolIds[0],
    configurationSetName: account.configurationSets[0],
    snsTopicArn,
  };
  return { ...emulator, account, config, http };
}

export { startAwsEmulator as startEmulator };

function isFailing(to: string): boolean {
  return Object.values(simulatorNumbers).some(([, fails]) => fails === to);
}

/** @see https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-format.html */
function eventOf(
  { messageId, to, from, at }: EmulatedMessage,
  eventType: string,
  isFinal: boolean,
) {
  return {
    eventType,
    eventVersion: '1.0',
    eventTimestamp: Date.now(),
    isFinal,
    originationPhoneNumber: from,
    destinationPhoneNumber: to,
    isInternationalSend: false,
    messageId,
    messageRequestTimestamp: at.getTime(),
    messageType: 'TRANSACTIONAL',
    messageStatus: eventType.replace('TEXT_', ''),
    totalMessageParts: 1,
  };
}
