import { once } from 'node:events';
import { createSign, X509Certificate } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Http, WebhookRequest } from '@sms-connectors/core';
import { fetchHttp } from '@sms-connectors/core/fetch';
import { generate } from 'selfsigned';

export const topicArn = 'arn:aws:sns:us-west-2:123456789012:MyTopic';
export const origin = 'https://sns.us-west-2.amazonaws.com';
export const certificateUrl = `${origin}/SimpleNotificationService-f3ecfb7224c7233fe7bb5f59f96de52f.pem`;
const token = '2336412f37';

export interface Signer {
  readonly cert: string;
  readonly private: string;
}

const day = 24 * 60 * 60 * 1000;

/** A key and its certificate, from a library that knows nothing of ours. */
export function makeSigner(from = -day, until = day): Promise<Signer> {
  return generate([{ name: 'commonName', value: 'sns.amazonaws.com' }], {
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() + from),
    notAfterDate: new Date(Date.now() + until),
  });
}

export const signer = await makeSigner();
export const publicKeyOf = ({ cert }: Signer) =>
  new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });

/** Messages as https://docs.aws.amazon.com/sns/latest/dg/http-notification-json.html has them. */
export const notification = {
  Type: 'Notification',
  MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
  TopicArn: topicArn,
  Message: '',
};
export const confirmation = {
  Type: 'SubscriptionConfirmation',
  MessageId: '165545c9-2a5c-472c-8df2-7ff2be2b3b1b',
  Token: token,
  TopicArn: topicArn,
  Message: `You have chosen to subscribe to the topic ${topicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
  SubscribeURL: `${origin}/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=${token}`,
};

interface Signing {
  readonly version?: '1' | '2';
  readonly by?: Signer;
  readonly at?: number;
  readonly certificate?: string;
}

/** The request of SNS that carries a message, signed with Node's own crypto. */
export function webhook(
  members: Readonly<Record<string, string>>,
  { version = '2', by = signer, at = Date.now(), certificate = certificateUrl }: Signing = {},
): WebhookRequest {
  const message = { ...members, Timestamp: new Date(at).toISOString() };
  // The members that AWS documents for each type are these, in the order of their bytes.
  const lines = Object.entries(message)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}\n${value}\n`);
  const sign = createSign(version === '1' ? 'RSA-SHA1' : 'RSA-SHA256').update(lines.join(''));
  return {
    method: 'POST',
    url: 'https://example.com/sms/reports/aws',
    headers: {
      'content-type': 'text/plain; charset=UTF-8',
      'x-amz-sns-message-type': members['Type'],
    },
    body: JSON.stringify({
      ...message,
      SignatureVersion: version,
      Signature: sign.sign(by.private, 'base64'),
      SigningCertURL: certificate,
    }),
  };
}

/** An event as https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-format.html has it. */
export const event = {
  eventType: 'TEXT_SUCCESSFUL',
  eventVersion: '1.0',
  eventTimestamp: 1_686_975_103_470,
  isFinal: true,
  originationPhoneNumber: '+12065550152',
  destinationPhoneNumber: '+14255550156',
  isInternationalSend: false,
  mcc: '310',
  mnc: '800',
  messageId: '862a8790-60c0-4430-9b2b-658bdexample',
  messageRequestTimestamp: 1_686_975_103_170,
  messageEncoding: 'GSM',
  messageType: 'PROMOTIONAL',
  messageStatus: 'SUCCESSFUL',
  messageStatusDescription: 'Message has been accepted by phone carrier',
  context: { account: 'bar' },
  totalMessageParts: 1,
  totalMessagePrice: 0.09582,
  totalCarrierFee: 0,
};

export function eventWebhook(changes: object = {}, signing: Signing = {}): WebhookRequest {
  return webhook({ ...notification, Message: JSON.stringify({ ...event, ...changes }) }, signing);
}

export interface Sns extends AsyncDisposable {
  /** Leads to this server whatever is meant for SNS. */
  readonly http: Http;
  /** What was asked of it. */
  readonly paths: readonly string[];
  /** What it answers, by path. */
  readonly answers: Map<string, { readonly status: number; readonly body: string }>;
}

/** SNS's own address, on loopback. */
export async function startSns(): Promise<Sns> {
  const paths: string[] = [];
  const answers: Sns['answers'] = new Map([
    [certificateUrl, { status: 200, body: signer.cert }],
    [confirmation.SubscribeURL, { status: 200, body: '<ConfirmSubscriptionResponse/>' }],
  ]);
  const server = createServer(({ url = '' }, outgoing) => {
    paths.push(url);
    const { status, body } = answers.get(origin + url) ?? { status: 404, body: '' };
    outgoing.writeHead(status).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fetching = fetchHttp();
  return {
    http: (request) => fetching({ ...request, url: request.url.replace(origin, address) }),
    paths,
    answers,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
