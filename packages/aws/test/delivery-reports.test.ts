import type { DeliveryReport, Http, WebhookRequest } from '@sms-connectors/core';
import { aws, type AwsConfig, errorRows } from '@sms-connectors/aws';
import { simulatorNumbers, startAwsEmulator } from '@sms-connectors/aws/emulator';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startReportApplication } from '../../../test/report-application.ts';
import {
  certificateUrl,
  confirmation,
  event,
  eventWebhook,
  makeSigner,
  notification,
  origin,
  signer,
  startSns,
  topicArn,
  webhook,
} from './sns.ts';

const config = {
  region: 'us-west-2',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'a-key-that-nobody-may-see',
  snsTopicArn: topicArn,
  templates: [{ usageType: 'Generic' as const, content: '{{code}}' }],
} satisfies AwsConfig;

const otherSigner = await makeSigner();
const sns = await startSns();
const found = new Map(sns.answers);
beforeEach(() => {
  sns.answers.clear();
  for (const [url, answer] of found) sns.answers.set(url, answer);
});
afterAll(() => sns[Symbol.asyncDispose]());

const away: Http = async () => ({ failure: 'network', sent: false });

function reader(overrides: Partial<AwsConfig> = {}, http: Http = sns.http) {
  const { parseDeliveryReport } = aws({ ...config, ...overrides }, { http });
  return async (request: WebhookRequest) => {
    const before = sns.paths.length;
    const result = await parseDeliveryReport?.(request);
    return { ...result, asked: sns.paths.slice(before) };
  };
}

const certificatePath = certificateUrl.slice(origin.length);
const refused = (reason: string, asked: readonly string[] = []) => ({
  verified: false,
  reason,
  asked,
});

/** A certificate with one more element inside its PEM. */
function withMore(pem: string): string {
  const der = Buffer.from(pem.replaceAll(/-----.*-----|\s/g, ''), 'base64');
  const lines = Buffer.concat([der, Buffer.from([0x05, 0x00])])
    .toString('base64')
    .match(/.{1,64}/g);
  return ['-----BEGIN CERTIFICATE-----', ...(lines ?? []), '-----END CERTIFICATE-----'].join('\n');
}

describe('an event', () => {
  test.each([
    ['TEXT_QUEUED', false, 'pending'],
    ['TEXT_PENDING', false, 'pending'],
    ['TEXT_SUCCESSFUL', false, 'pending'],
    ['TEXT_SUCCESSFUL', true, 'unconfirmed'],
    ['TEXT_UNKNOWN', true, 'unconfirmed'],
    ['TEXT_DELIVERED', true, 'delivered'],
  ])('%s, final: %o, is %s', async (eventType, isFinal, status) => {
    const { reports = [] } = (await reader()(eventWebhook({ eventType, isFinal }))) as {
      reports?: readonly DeliveryReport[];
    };
    expect(reports).toEqual([
      {
        messageId: event.messageId,
        status,
        at: new Date(event.eventTimestamp),
        provider: { id: 'aws', status: eventType },
      },
    ]);
  });

  const failures = errorRows.filter(({ cause }) => cause.startsWith('TEXT_'));
  test.each(failures)('$cause is undelivered, with $code', async ({ cause: eventType, code }) => {
    expect(await reader()(eventWebhook({ eventType }))).toMatchObject({
      verified: true,
      reports: [
        {
          status: 'undelivered',
          code,
          provider: { code: eventType, docsUrl: expect.stringContaining('event-types') },
        },
      ],
    });
  });

  test.each([
    ['of a phone call', JSON.stringify({ ...event, eventType: 'VOICE_COMPLETED' })],
    ['that is new', JSON.stringify({ ...event, eventType: 'TEXT_READ' })],
    ['named like an error', JSON.stringify({ ...event, eventType: 'ThrottlingException' })],
    ['without a message', JSON.stringify({ ...event, messageId: undefined })],
    ['with a number for a message', JSON.stringify({ ...event, messageId: '+14255550156' })],
    ['that is plain text', 'Somebody else writes to this topic.'],
  ])('%s is verified and has no report', async (_, Message) => {
    expect(await reader()(webhook({ ...notification, Message }))).toMatchObject({
      verified: true,
      reports: [],
    });
  });

  test('has no phone number', async () => {
    const read = JSON.stringify(await reader()(eventWebhook()));
    expect(read).not.toContain('4255550156');
    expect(read).not.toContain('2065550152');
  });
});

describe('the signature', () => {
  test.each(['1', '2'] as const)('of version %s is verified', async (version) => {
    expect(await reader()(eventWebhook({}, { version }))).toMatchObject({ verified: true });
  });

  test('of version 1 is not accepted as version 2', async () => {
    const request = eventWebhook({}, { version: '1' });
    const body = request.body.replace('"SignatureVersion":"1"', '"SignatureVersion":"2"');
    expect(await reader()({ ...request, body })).toMatchObject(
      refused('forged', [certificatePath]),
    );
  });

  test('covers the subject if there is one', async () => {
    const read = reader();
    const request = webhook({ ...notification, Subject: 'Events' });
    expect(await read(request)).toMatchObject({ verified: true });
    const without = JSON.stringify({ ...(JSON.parse(request.body) as object), Subject: undefined });
    expect(await read({ ...request, body: without })).toMatchObject(refused('forged'));
  });

  test('by another key is forged', async () => {
    const request = eventWebhook({}, { by: await makeSigner() });
    expect(await reader()(request)).toEqual(refused('forged', [certificatePath]));
  });

  test('may be an hour old or a little in the future', async () => {
    const minute = 60 * 1000;
    const at = (minutes: number) => eventWebhook({}, { at: Date.now() + minutes * minute });
    expect(await reader()(at(-59))).toMatchObject({ verified: true });
    expect(await reader()(at(4))).toMatchObject({ verified: true });
    expect(await reader()(at(-61))).toEqual(refused('stale'));
    expect(await reader()(at(6))).toEqual(refused('stale'));
  });

  test('of another topic is forged even if it is genuine', async () => {
    const TopicArn = 'arn:aws:sns:us-west-2:210987654321:MyTopic';
    expect(await reader()(webhook({ ...notification, TopicArn }))).toEqual(refused('forged'));
  });

  test('is missing if SNS delivers raw messages', async () => {
    const raw = { ...eventWebhook(), body: JSON.stringify(event) };
    expect(await reader()(raw)).toEqual(refused('unsigned'));
  });

  test('is not read by a config without a topic', () => {
    expect(aws({ ...config, snsTopicArn: undefined }).parseDeliveryReport).toBeUndefined();
  });
});

describe('the certificate', () => {
  test.each([
    'http://sns.us-west-2.amazonaws.com/a.pem',
    'https://sns.eu-west-1.amazonaws.com/a.pem',
    'https://sns.us-west-2.amazonaws.com:8443/a.pem',
    'https://sns.us-west-2.amazonaws.com@attacker.example/a.pem',
    'https://sns.us-west-2.amazonaws.com.attacker.example/a.pem',
    'https://attacker.example/sns.us-west-2.amazonaws.com/a.pem',
    'https://sns.us-west-2.amazonaws.com.cn/a.pem',
    'https://sns.us-west-2.amazonaws.com/a.txt',
    'https://sns.us-west-2.amazonaws.com/a.pem?Action=Publish',
    'https://sns.us-west-2.amazonaws.com/?Action=Publish&a=.pem',
    'https://sns.us-west-2.amazonaws.com/../a.pem',
    'https://sns.us-west-2.amazonaws.com/a/b.pem',
  ])('is never fetched from %s', async (certificate) => {
    const urls: string[] = [];
    const http: Http = async ({ url }) => {
      urls.push(url);
      return { status: 200, headers: {}, body: signer.cert };
    };
    const read = reader({}, http);
    expect(await read(eventWebhook({}, { certificate }))).toEqual(refused('forged'));
    expect(urls).toEqual([]);
  });

  test.each([
    ['arn:aws:sns:eu-west-3:123456789012:t', 'https://sns.eu-west-3.amazonaws.com'],
    ['arn:aws-cn:sns:cn-north-1:123456789012:t', 'https://sns.cn-north-1.amazonaws.com.cn'],
    ['arn:aws-us-gov:sns:us-gov-west-1:123456789012:t', 'https://sns.us-gov-west-1.amazonaws.com'],
  ])('of the topic %s is fetched from %s', async (arn, host) => {
    const urls: string[] = [];
    const http: Http = async ({ url }) => {
      urls.push(url);
      return { status: 200, headers: {}, body: signer.cert };
    };
    const members = { ...notification, TopicArn: arn, Message: JSON.stringify(event) };
    const request = webhook(members, { certificate: `${host}/a.pem` });
    expect(await reader({ snsTopicArn: arn }, http)(request)).toMatchObject({ verified: true });
    expect(urls).toEqual([`${host}/a.pem`]);
  });

  test('is fetched once, for any number of reports', async () => {
    const read = reader();
    const before = sns.paths.length;
    const requests = Array.from({ length: 8 }, (_, mcc) => eventWebhook({ mcc }));
    const results = await Promise.all(requests.map(read));
    results.push(await read(eventWebhook()));
    expect(results).toEqual(results.map(() => expect.objectContaining({ verified: true })));
    expect(results).toHaveLength(9);
    expect(sns.paths.slice(before)).toEqual([certificatePath]);
  });

  test.each([
    ['that has expired', () => makeSigner(-2000, -1000)],
    ['that is not valid yet', () => makeSigner(60_000, 120_000)],
  ])('%s is refused', async (_, make) => {
    const by = await make();
    sns.answers.set(certificateUrl, { status: 200, body: by.cert });
    expect(await reader()(eventWebhook({}, { by }))).toEqual(refused('forged', [certificatePath]));
  });

  test.each([
    ['two certificates', signer.cert + signer.cert],
    ['another one before it', `${otherSigner.cert}\n${signer.cert}`],
    ['a web page around it', `<!doctype html><pre>${signer.cert}</pre>`],
    ['words before it', `subject=sns.amazonaws.com\n${signer.cert}`],
    ['words after it', `${signer.cert}\nissuer=Amazon`],
    ['a key after it', `${signer.cert}\n${signer.private}`],
    ['more in it', withMore(signer.cert)],
  ])('with %s is refused', async (_, body) => {
    expect(body).toContain(signer.cert.split('\n')[1]);
    sns.answers.set(certificateUrl, { status: 200, body });
    expect(await reader()(eventWebhook())).toEqual(refused('forged', [certificatePath]));
  });

  test.each([
    ['without a line break at its end', signer.cert.trim()],
    ['with line breaks of another system', signer.cert.replaceAll('\n', '\r\n')],
    ['in one line', signer.cert.replaceAll(/(?<!-)\n(?!-)/g, '')],
    ['with empty lines around it', `\n${signer.cert}\n\n`],
  ])('%s is read', async (_, body) => {
    sns.answers.set(certificateUrl, { status: 200, body });
    expect(await reader()(eventWebhook())).toMatchObject({ verified: true });
  });

  test.each([
    ['that is not there', 404, ''],
    ['that is a web page', 200, '<!doctype html>'],
    ['that is cut short', 200, signer.cert.split('\n').toSpliced(3, 1).join('\n')],
    ['of nothing', 200, '-----BEGIN CERTIFICATE-----\n\n-----END CERTIFICATE-----'],
    ['that is no DER', 200, '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'],
    ['that is no base64', 200, '-----BEGIN CERTIFICATE-----\n====\n-----END CERTIFICATE-----'],
  ])('%s is refused', async (_, status, body) => {
    sns.answers.set(certificateUrl, { status, body });
    expect(await reader()(eventWebhook())).toEqual(refused('forged', [certificatePath]));
  });

  test.each([408, 429, 503])('is fetched again after a %i', async (status) => {
    const read = reader();
    sns.answers.set(certificateUrl, { status, body: '' });
    expect(await read(eventWebhook())).toEqual(refused('unverifiable', [certificatePath]));
    sns.answers.set(certificateUrl, { status: 200, body: signer.cert });
    expect(await read(eventWebhook())).toMatchObject({ verified: true });

    expect(await reader({}, away)(eventWebhook())).toEqual(refused('unverifiable'));
  });
});

const forgedAt = (name: string) =>
  eventWebhook({}, { certificate: `${origin}/SimpleNotificationService-${name}.pem` });

describe('forged messages', () => {
  const second = 1000;
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
    return () => void vi.useRealTimers();
  });
  const after = (seconds: number) => vi.setSystemTime(Date.now() + seconds * second);

  test('that name a missing certificate cause one request a minute', async () => {
    const read = reader();
    const path = '/SimpleNotificationService-missing.pem';
    expect(await read(forgedAt('missing'))).toEqual(refused('forged', [path]));
    for (const seconds of [0, 1, 30, 28]) {
      after(seconds);
      expect(await read(forgedAt('missing'))).toEqual(refused('forged'));
    }
    after(2);
    expect(await read(forgedAt('missing'))).toEqual(refused('forged', [path]));
  });

  test('that each name another certificate cause ten requests a minute', async () => {
    const read = reader();
    const before = sns.paths.length;
    const names = Array.from({ length: 200 }, (_, index) => `${index}`);
    const results = await Promise.all(names.map((name) => read(forgedAt(name))));
    expect(sns.paths.length - before).toBe(10);
    // Whoever sent a genuine one sends it again later.
    const reasons = results.map((result) => ('reason' in result ? result.reason : 'verified'));
    expect(new Set(reasons.slice(0, 10))).toEqual(new Set(['forged']));
    expect(new Set(reasons.slice(10))).toEqual(new Set(['unverifiable']));
    expect(await read(eventWebhook())).toEqual(refused('unverifiable'));
    after(61);
    expect(await read(eventWebhook())).toMatchObject({ verified: true, asked: [certificatePath] });
  });

  test('do not keep out genuine ones whose certificate is known', async () => {
    const read = reader();
    expect(await read(eventWebhook())).toMatchObject({ verified: true });
    for (let index = 0; index < 20; index += 1) await read(forgedAt(`more${index}`));
    expect(await read(eventWebhook())).toMatchObject({ verified: true, asked: [] });
  });

  test('with an unlikely form cause no request', async () => {
    const read = reader();
    const genuine = eventWebhook();
    const changed = (members: object) => {
      const body = JSON.stringify({ ...(JSON.parse(genuine.body) as object), ...members });
      return { ...genuine, body };
    };
    const stale = new Date(Date.now() - 3_700_000).toISOString();
    expect(await read(changed({ Timestamp: stale }))).toEqual(refused('stale'));
    expect(await read(changed({ Signature: 'no signature' }))).toEqual(refused('malformed'));
    expect(await read(changed({ SignatureVersion: '3' }))).toEqual(refused('malformed'));
  });
});

describe('a subscription', () => {
  const subscribePath = confirmation.SubscribeURL.slice(origin.length);

  test('is confirmed if SNS asks, and has no report', async () => {
    expect(await reader()(webhook(confirmation))).toEqual({
      verified: true,
      reports: [],
      asked: [certificatePath, subscribePath],
    });
  });

  test('is not confirmed without a valid signature', async () => {
    const forged = webhook(confirmation, { by: await makeSigner() });
    expect(await reader()(forged)).toEqual(refused('forged', [certificatePath]));
  });

  test.each([
    confirmation.SubscribeURL.replace('sns.us-west-2', 'sns.us-west-1'),
    confirmation.SubscribeURL.replace(origin, 'https://attacker.example'),
    confirmation.SubscribeURL.replace(/MyTopic/, 'OtherTopic'),
    confirmation.SubscribeURL.replace('ConfirmSubscription', 'Unsubscribe'),
    'nowhere',
  ])('is not confirmed at %s', async (SubscribeURL) => {
    const request = webhook({ ...confirmation, SubscribeURL });
    expect(await reader()(request)).toEqual(refused('unverifiable', [certificatePath]));
  });

  test('is unverifiable if SNS cannot confirm it now', async () => {
    sns.answers.set(confirmation.SubscribeURL, { status: 500, body: '' });
    const asked = [certificatePath, subscribePath];
    expect(await reader()(webhook(confirmation))).toEqual(refused('unverifiable', asked));
  });

  test('that has ended has no report and is not confirmed again', async () => {
    const request = webhook({ ...confirmation, Type: 'UnsubscribeConfirmation' });
    expect(await reader()(request)).toEqual({
      verified: true,
      reports: [],
      asked: [certificatePath],
    });
  });
});

test('events from the emulator reach the handler after the subscription', async () => {
  await using application = await startReportApplication('aws', () => sms);
  await using emulator = await startAwsEmulator({ deliveryReportUrl: application.url });
  const sms = aws(
    { ...emulator.config, templates: config.templates },
    { baseUrl: emulator.url, http: emulator.http },
  );
  const send = (to: string) => sms.send({ to, usageType: 'Generic', payload: { code: '314159' } });
  const [succeeds, fails] = simulatorNumbers.FR;
  const receipts = [await send(succeeds), await send(fails)];
  await expect.poll(() => application.received.length).toBe(4);
  expect(application.refused).toEqual([]);
  const told = receipts.map(({ messageId }) =>
    application.received
      .filter((report) => report.messageId === messageId)
      .map(({ status }) => status),
  );
  expect(told).toEqual([
    ['pending', 'delivered'],
    ['pending', 'undelivered'],
  ]);
});
