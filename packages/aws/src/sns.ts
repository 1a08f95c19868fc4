import {
  decodeBase64,
  type Http,
  parseJsonObject,
  type WebhookRefusal,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import type { Certificate } from './certificate.ts';
import { certificates } from './certificates.ts';
import { serviceUrl } from './signed-requests.ts';
import { snsRequests } from './sns-requests.ts';

const messageSchema = z.object({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  MessageId: z.string(),
  TopicArn: z.string(),
  Subject: z.nullish(z.string()),
  Message: z.string(),
  Timestamp: z.string().check(z.refine((time) => !Number.isNaN(Date.parse(time)))),
  SignatureVersion: z.enum(['1', '2']),
  Signature: z.string().check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/)),
  SigningCertURL: z.string(),
  SubscribeURL: z.optional(z.string()),
  Token: z.optional(z.string()),
});

type SnsMessage = z.output<typeof messageSchema>;

const confirmation = [
  'Message',
  'MessageId',
  'SubscribeURL',
  'Timestamp',
  'Token',
  'TopicArn',
  'Type',
] as const;
const signedMembers = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: confirmation,
  UnsubscribeConfirmation: confirmation,
} as const satisfies Record<SnsMessage['Type'], readonly (keyof SnsMessage)[]>;

const hashes = { 1: 'SHA-1', 2: 'SHA-256' } as const;

// SNS retries for an hour at most, with the first signature.
// https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
const oldestMs = 60 * 60 * 1000;
const clockSkewMs = 5 * 60 * 1000;

export interface SnsTopic {
  readonly verify: (body: string) => Promise<SnsMessage | WebhookRefusal>;
  /** Confirms the subscription of this endpoint; resolves with whether SNS accepted it. */
  readonly confirm: (message: SnsMessage) => Promise<boolean>;
}

/**
 * One SNS topic and its messages to an HTTPS endpoint. Everything is fetched from SNS in the topic's own region.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
export function snsTopic(topicArn: string, http: Http): SnsTopic {
  const origin = serviceUrl('sns', topicArn.split(':')[3] ?? '');
  const get = snsRequests(http);
  const certificateAt = certificates(get);

  return {
    verify: async (body) => {
      const message = readMessage(body);
      if (typeof message === 'string') return message;
      const { TopicArn, SigningCertURL, Timestamp } = message;
      const isOurs = TopicArn === topicArn && isCertificateUrl(SigningCertURL, origin);
      if (!isOurs) return 'forged';
      const age = Date.now() - Date.parse(Timestamp);
      if (age > oldestMs || age < -clockSkewMs) return 'stale';
      const certificate = await certificateAt(SigningCertURL);
      if (typeof certificate === 'string') return certificate;
      return (await isSigned(message, certificate)) ? message : 'forged';
    },
    confirm: async ({ SubscribeURL = '' }) => {
      const url = URL.parse(SubscribeURL);
      const query = Object.fromEntries(url?.searchParams ?? []);
      const isConfirmation =
        url?.origin === origin &&
        query['Action'] === 'ConfirmSubscription' &&
        query['TopicArn'] === topicArn;
      if (!isConfirmation) return false;
      const response = await get(url.href);
      return response?.status === 200;
    },
  };
}

function readMessage(body: string): SnsMessage | WebhookRefusal {
  const value = parseJsonObject(body);
  const { success, data } = messageSchema.safeParse(value);
  if (success) return data;
  return value !== undefined && !('Signature' in value) ? 'unsigned' : 'malformed';
}

function isCertificateUrl(url: string, origin: string): boolean {
  return url.startsWith(`${origin}/`) && /^[\w-]+\.pem$/.test(url.slice(origin.length + 1));
}

async function isSigned(message: SnsMessage, { publicKey, from, until }: Certificate) {
  const now = new Date();
  if (now < from || now > until) return false;
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: hashes[message.SignatureVersion] };
  const signature = decodeBase64(message.Signature);
  if (signature === undefined) return false;
  try {
    const key = await crypto.subtle.importKey('spki', publicKey, algorithm, false, ['verify']);
    return await crypto.subtle.verify(algorithm, key, signature, stringToSign(message));
  } catch {
    // The key is not an RSA key.
    return false;
  }
}

function stringToSign(message: SnsMessage): Uint8Array<ArrayBuffer> {
  const lines = signedMembers[message.Type]
    .map((name) => [name, message[name]] as const)
    .filter(([, value]) => typeof value === 'string')
    .map(([name, value]) => `${name}\n${value}\n`);
  return new TextEncoder().encode(lines.join(''));
}
