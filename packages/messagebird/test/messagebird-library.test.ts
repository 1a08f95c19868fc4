import { createSecretKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { WebhookRequest } from '@sms-connectors/core';
import { messagebird } from '@sms-connectors/messagebird';
import { startMessagebirdEmulator } from '@sms-connectors/messagebird/emulator';
import * as fc from 'fast-check';
import { verify } from 'messagebird/lib/webhook-signature-jwt.js';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { runs } from '../../../test/property-runs.ts';
import { receiveWebhooks } from '../../../test/receive-webhooks.ts';
import { config, reportQuery, sign } from './signed-reports.ts';

// MessageBird's own library judges our signatures, and its test vectors judge our verifier.
const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];
const base = { accessKey: 'key', originator: 'Acme', templates };

async function isGenuine(request: WebhookRequest, signingKey = config.signingKey) {
  const read = await messagebird({ ...base, signingKey }).parseDeliveryReport?.(request);
  // Not every signed request is a report.
  return read?.verified === true || read?.reason === 'malformed';
}

async function isGenuineToLibrary(
  { url, headers, body }: WebhookRequest,
  signingKey = config.signingKey,
) {
  const token = headers['messagebird-signature-jwt'] ?? '';
  const key = createSecretKey(Buffer.from(signingKey));
  return verify(url, Buffer.from(body), token, key).catch(() => false);
}

interface Vector {
  readonly name: string;
  readonly method: string;
  readonly secret?: string;
  readonly url: string;
  readonly payload?: string;
  readonly timestamp: string;
  readonly token: string;
  readonly valid: boolean;
}

const vectors = JSON.parse(
  readFileSync(
    createRequire(import.meta.url).resolve(
      'messagebird/lib/testdata/webhook-signature-jwt-reference.json',
    ),
    'utf8',
  ),
) as readonly Vector[];

describe('a vector of MessageBird’s library', () => {
  afterEach(() => void vi.useRealTimers());

  test('is one of many', () => {
    expect(vectors.length).toBeGreaterThan(20);
    expect(vectors.filter(({ valid }) => valid).length).toBeGreaterThan(10);
  });

  test.each(vectors)('$name: $valid', async (vector) => {
    const { name, method, secret = 'none', url, payload = '', timestamp, token, valid } = vector;
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(timestamp) });
    const headers = { 'messagebird-signature-jwt': token };
    // MessageBird signs with HS256: https://github.com/messagebird/messagebird-nodejs#verifying-signatures
    const isOtherAlgorithm = /^HS(?:384|512)/.test(name);
    expect(await isGenuine({ method, url, headers, body: payload }, secret)).toBe(
      valid && !isOtherAlgorithm,
    );
  });
});

test('the verifier agrees with the library about whatever arrives', async () => {
  const now = Math.floor(Date.now() / 1000);
  const odd = fc.constantFrom<unknown>(undefined, null, '', 'x', 0);
  const claims = fc.record(
    {
      iss: fc.constantFrom<unknown>('MessageBird', 'messagebird', undefined),
      nbf: fc.constantFrom(now - 600, now, now + 600),
      exp: fc.constantFrom(now - 600, now + 600),
      jti: fc.constantFrom<unknown>('id'),
      url_hash: odd,
    },
    { requiredKeys: [] },
  );
  const requests = fc.record({
    changes: fc.record(
      {
        claims,
        body: fc.constantFrom('', '{}', 'é'),
        signingKey: fc.constantFrom(config.signingKey, 'another'),
      },
      { requiredKeys: [] },
    ),
    query: fc.constantFrom('', '&x=1'),
    body: fc.constantFrom(undefined, '', 'é', ' '),
  });
  let genuine = 0;
  await fc.assert(
    fc.asyncProperty(requests, async ({ changes, query, body }) => {
      const signed = sign(reportQuery(), changes);
      const request = { ...signed, url: signed.url + query, body: body ?? signed.body };
      const ours = await isGenuine(request);
      if (ours) genuine += 1;
      expect(ours).toBe(await isGenuineToLibrary(request));
    }),
    runs(300),
  );
  expect(genuine).toBeGreaterThan(0);
});

test('the library finds the emulator’s reports genuine', async () => {
  await using receiver = await receiveWebhooks('messagebird');
  await using emulator = await startMessagebirdEmulator({
    account: { deliveryReportUrl: receiver.url },
  });
  const sms = messagebird({ ...emulator.config, templates }, { baseUrl: emulator.url });
  const payload = { code: '314159' };
  await sms.send({ to: '+33612345678', usageType: 'Generic', payload, reference: 'a b&c' });
  const [request] = await receiver.first();
  const { signingKey } = emulator.config;
  expect(request.method).toBe('GET');
  expect(new URL(request.url).searchParams.get('reference')).toBe('a b&c');
  expect(await isGenuineToLibrary(request, signingKey)).toBe(true);
  expect(await isGenuineToLibrary({ ...request, url: `${request.url}&x=1` }, signingKey)).toBe(
    false,
  );
});
