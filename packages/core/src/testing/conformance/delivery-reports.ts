import assert from 'node:assert/strict';
import type { DeliveryReports, WebhookRequest } from '../../contract.ts';
import type { Subject, TestRunner } from './subject.ts';

/** Genuine reports are read, and nothing else is believed. */
export function deliveryReportsGroup(
  { test }: TestRunner,
  { connector, options, make }: Subject,
): void {
  const authenticity = connector.manifest.capabilities.deliveryReports;
  const { webhooks = [], proof = [], stale } = options.deliveryReports ?? {};

  const parse = async (request: WebhookRequest): Promise<DeliveryReports> => {
    const reading = make().parseDeliveryReport;
    assert.ok(reading !== undefined, 'The manifest declares delivery reports: parse them.');
    return reading(request);
  };
  const refuse = async (request: WebhookRequest): Promise<void> => {
    const { verified } = await parse(request);
    assert.equal(verified, false, 'A request without the whole proof must not be believed.');
  };

  test('has genuine requests to test with', async () => {
    assert.ok(
      webhooks.length > 0,
      'Give `deliveryReports.webhooks`: requests as the provider sends them.',
    );
    assert.equal(
      proof.length > 0,
      authenticity !== 'none',
      'Give `deliveryReports.proof`: where the proof is.',
    );
  });

  for (const { name, request, reports } of webhooks) {
    test(`reads ${name}`, async () => {
      assert.deepEqual(await parse(request), { verified: true, reports });
    });
    for (const place of proof) {
      test(`refuses ${name} without ${place}`, () =>
        refuse(change(request, place, () => undefined)));
      test(`refuses ${name} with another ${place}`, () => refuse(change(request, place, altered)));
    }
    if (authenticity !== 'signed') continue;
    test(`refuses ${name} with another body`, () =>
      refuse({ ...request, body: altered(request.body), url: withAlteredQuery(request) }));
  }

  test('refuses what no provider sends', async () => {
    const { verified } = await parse({
      method: 'POST',
      url: 'https://example.com/',
      headers: {},
      body: '\0',
    });
    assert.equal(verified, false);
  });
  if (stale !== undefined) {
    test('refuses a request that is too old', async () => {
      assert.deepEqual(await parse(stale), { verified: false, reason: 'stale' });
    });
  }
}

/** The first letter or digit, as another one. */
function altered(value: string): string {
  return value.replace(/[a-z0-9]/i, (character) => (character === 'a' ? 'b' : 'a'));
}

// A provider that reports by GET signs the query.
function withAlteredQuery({ body, url }: WebhookRequest): string {
  const [address, query] = url.split('?');
  return body === '' && query !== undefined ? `${address}?${query.replace(/=[^&]/, '=~')}` : url;
}

function change(
  request: WebhookRequest,
  place: string,
  to: (value: string) => string | undefined,
): WebhookRequest {
  if (place.startsWith('$.')) {
    const name = place.slice(2);
    const members = JSON.parse(request.body) as Readonly<Record<string, string>>;
    const body = JSON.stringify({ ...members, [name]: to(members[name] ?? '') });
    return { ...request, body };
  }
  if (!place.startsWith('?')) {
    const value = to(request.headers[place] ?? '');
    return { ...request, headers: { ...request.headers, [place]: value } };
  }
  const url = new URL(request.url);
  const value = to(url.searchParams.get(place.slice(1)) ?? '');
  if (value === undefined) url.searchParams.delete(place.slice(1));
  else url.searchParams.set(place.slice(1), value);
  return { ...request, url: url.href };
}
