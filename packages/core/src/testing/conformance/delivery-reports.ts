import assert from 'node:assert/strict';
import type { DeliveryReport, DeliveryReports, WebhookRequest } from '../../contract.ts';
import type { Subject, TestRunner } from './subject.ts';

/** Genuine reports are read, and nothing else is believed. */
export function deliveryReportsGroup(
  { test }: TestRunner,
  { connector, options, make }: Subject,
): void {
  const authenticity = connector.manifest.capabilities.deliveryReports?.authenticity;
  const { webhooks = [], proof = [], stale } = options.deliveryReports ?? {};

  const parse = async (request: WebhookRequest): Promise<DeliveryReports> => {
    const reading = make().parseDeliveryReport;
    assert.ok(
      reading !== undefined,
      'The manifest declares delivery reports: have connect() return parseDeliveryReport (src/connector.ts).',
    );
    return reading(request);
  };
  const refuse = async (request: WebhookRequest): Promise<void> => {
    const { verified } = await parse(request);
    assert.equal(verified, false, 'A request without the whole proof must not be believed.');
  };

  test('has genuine requests to test with', async () => {
    assert.ok(
      webhooks.length > 0,
      'Give `deliveryReports.webhooks` in test/connector.test.ts: requests as the provider sends them, and the reports in each.',
    );
    const hasProof = authenticity !== 'unauthenticated';
    assert.ok(
      proof.length > 0 === hasProof,
      hasProof
        ? 'Give `deliveryReports.proof` in test/connector.test.ts: where a request has what proves it, a header (x-signature) or a parameter of the query (?token).'
        : 'The manifest says that nothing proves a report (deliveryReports: none): leave `proof` out.',
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
    test(`refuses ${name} of another message`, () => refuse(ofAnotherMessage(request, reports)));
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

/** The first letter or digit, as another one, also to whom capitals are nothing. */
function altered(value: string): string {
  return value.replace(/[a-z0-9]/i, (character) => (/a/i.test(character) ? 'b' : 'a'));
}

/** What can still be read, and says something else: a report by GET is in the query. */
function ofAnotherMessage(
  request: WebhookRequest,
  [report]: readonly DeliveryReport[],
): WebhookRequest {
  if (report === undefined) return { ...request, body: altered(request.body) };
  const { messageId } = report;
  const renamed = (text: string): string => text.replaceAll(messageId, altered(messageId));
  const forged = { ...request, body: renamed(request.body), url: renamed(request.url) };
  assert.notDeepEqual(
    forged,
    request,
    `Neither the body nor the address has the message id ${messageId}, as the report says.`,
  );
  return forged;
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
