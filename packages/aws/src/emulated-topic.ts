import { generateKeyPair, type KeyObject, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { EmulatorAnswer, EmulatorRequest, SendWebhook } from '@sms-connectors/core/testing';
import { serviceUrl } from './signed-requests.ts';

/** An SNS topic with one endpoint. */
export interface EmulatedTopic {
  /** The URL of SNS in the topic's region. */
  readonly origin: string;
  /** SNS's answer: its certificate, or the confirmation of a subscription. */
  readonly answer: (request: Pick<EmulatorRequest, 'path' | 'query'>) => Promise<EmulatorAnswer>;
  /** Sends a text to the endpoint, which must have confirmed its subscription. Unlike SNS, it does not retry. */
  readonly publish: (text: string, sendWebhook: SendWebhook) => Promise<void>;
}

interface Signer {
  readonly privateKey: KeyObject;
  readonly pem: string;
}

const certificatePath = `/SimpleNotificationService-${'0'.repeat(32)}.pem`;

/** @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
export function emulatedTopic(topicArn: string, endpoint: string | undefined): EmulatedTopic {
  const origin = serviceUrl('sns', topicArn.split(':')[3] ?? '');
  const token = randomBytes(128).toString('hex');
  let making: Promise<Signer> | undefined;
  const signer = (): Promise<Signer> => (making ??= makeSigner());
  let subscribing: Promise<void> | undefined;
  let isConfirmed = false;

  const signedMessage = async (type: string, members: Readonly<Record<string, string>>) => {
    const signed = {
      Type: type,
      MessageId: crypto.randomUUID(),
      TopicArn: topicArn,
      Timestamp: new Date().toISOString(),
      ...members,
    };
    const { privateKey } = await signer();
    const body = JSON.stringify({
      ...signed,
      SignatureVersion: '2',
      Signature: sign('sha256', stringToSign(signed), privateKey).toString('base64'),
      SigningCertURL: origin + certificatePath,
    });
    const headers = {
      'content-type': 'text/plain; charset=UTF-8',
      'x-amz-sns-message-id': signed.MessageId,
      'x-amz-sns-message-type': type,
      'x-amz-sns-topic-arn': topicArn,
    };
    return { headers, body };
  };
  const subscription = () => {
    const query = new URLSearchParams({
      Action: 'ConfirmSubscription',
      TopicArn: topicArn,
      Token: token,
    });
    return signedMessage('SubscriptionConfirmation', {
      Message: `You have chosen to subscribe to the topic ${topicArn}.`,
      SubscribeURL: `${origin}/?${query.toString()}`,
      Token: token,
    });
  };

  return {
    origin,
    answer: async ({ path, query }) => {
      if (path === certificatePath) return { status: 200, body: (await signer()).pem };
      isConfirmed =
        query.get('Action') === 'ConfirmSubscription' &&
        query.get('TopicArn') === topicArn &&
        query.get('Token') === token;
      return isConfirmed
        ? { status: 200, headers: { 'content-type': 'text/xml' }, body: confirmed(topicArn) }
        : { status: 404, body: '' };
    },
    publish: async (text, sendWebhook) => {
      await (subscribing ??= sendWebhook(endpoint, subscription));
      // Asks again with the next text.
      if (!isConfirmed) subscribing = undefined;
      else await sendWebhook(endpoint, () => signedMessage('Notification', { Message: text }));
    },
  };
}

function confirmed(topicArn: string): string {
  const arn = `${topicArn}:${crypto.randomUUID()}`;
  return `<ConfirmSubscriptionResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><ConfirmSubscriptionResult><SubscriptionArn>${arn}</SubscriptionArn></ConfirmSubscriptionResult></ConfirmSubscriptionResponse>`;
}

function stringToSign(message: Readonly<Record<string, string>>): Buffer {
  const names = Object.keys(message).toSorted();
  return Buffer.from(names.map((name) => `${name}\n${message[name]}\n`).join(''));
}

async function makeSigner(): Promise<Signer> {
  const keys = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return { privateKey: keys.privateKey, pem: certificate(keys) };
}

/** A self-signed certificate in PEM: https://www.rfc-editor.org/rfc/rfc5280#section-4.1 */
function certificate({ publicKey, privateKey }: Record<'publicKey' | 'privateKey', KeyObject>) {
  const algorithm = der(0x30, Buffer.from('06092a864886f70d01010b0500', 'hex'));
  const commonName = [Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from('sns.emulated'))];
  const name = der(0x30, der(0x31, der(0x30, ...commonName)));
  const year = new Date().getUTCFullYear();
  const validity = der(0x30, generalizedTime(year - 1), generalizedTime(year + 2));
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const version = der(0xa0, Buffer.from('020102', 'hex'));
  const serial = Buffer.from('020101', 'hex');
  const signed = der(0x30, version, serial, algorithm, name, validity, name, spki);
  const signature = der(0x03, Buffer.from([0]), sign('sha256', signed, privateKey));
  const lines =
    der(0x30, signed, algorithm, signature)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const hex = content.length.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  const length = content.length < 0x80 ? bytes : Buffer.from([0x80 + bytes.length, ...bytes]);
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

function generalizedTime(year: number): Buffer {
  return der(0x18, Buffer.from(`${year}0101000000Z`));
}
