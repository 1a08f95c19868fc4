import assert from 'node:assert/strict';
import type { DeliveryReport, DeliveryReports, WebhookRequest } from '../../contract.ts';
import type { KitRunner } from './kit-runner.ts';
import type { Subject, TestContext } from './subject.ts';

/** Genuine reports are read; everything else is refused. */
export function deliveryReportsGroup({ test }: KitRunner, subject: Subject): void {
  const { capabilities, options } = subject;
  const authenticity = capabilities.deliveryReports?.authenticity;
  const { webhooks = [], proof = [], stale } = options.deliveryReports ?? {};

  const testRefusal = (name: string, change: () => WebhookRequest): void =>
    test(name, async (context) => {
      const { verified } = await parse(context, change());
      assert.ok(!verified, 'A request without its whole proof must be refused.');
    });

  test('has genuine requests to test with', async () => {
    assert.ok(
      webhooks.length > 0,
      'Pass `deliveryReports.webhooks` in test/connector.test.ts: requests as the provider sends them, and the reports in each.',
    );
    const hasProof = authenticity !== 'unauthenticated';
    assert.ok(
      webhooks.every((webhook) => (webhook.proof ?? proof).length > 0 === hasProof),
      hasProof
        ? 'Pass `deliveryReports.proof` in test/connector.test.ts: what proves a request, such as a header (x-signature) or a query parameter (?token).'
        : 'The manifest says that nothing proves a report (deliveryReports.authenticity: unauthenticated): leave `proof` out.',
    );
  });

  for (const { name, request, reports, reply, proof: ownProof = proof } of webhooks) {
    test(`reads ${name}`, async (context) => {
      const expected = { verified: true, reports, ...(reply && { reply }) };
      assert.deepEqual(await parse(context, request), expected);
    });
    for (const place of ownProof) {
      testRefusal(`refuses ${name} without ${place}`, () =>
        changed(request, place, () => undefined),
      );
      testRefusal(`refuses ${name} with another ${place}`, () => changed(request, place, altered));
    }
    if (authenticity !== 'signed') continue;
    testRefusal(`refuses ${name} of another message`, () => ofAnotherMessage(request, reports));
  }

  testRefusal('refuses what no provider sends', () => ({
    method: 'POST',
    url: 'https://example.com/',
    headers: {},
    body: '\0',
  }));
  if (stale !== undefined) {
    test('refuses a request that is too old', async (context) => {
      assert.deepEqual(await parse(context, stale), { verified: false, reason: 'stale' });
    });
  }
}

async function parse({ make }: TestContext, request: WebhookRequest): Promise<DeliveryReports> {
  const { parseDeliveryReport } = make();
  assert.ok(
    parseDeliveryReport !== undefined,
    'The manifest declares delivery reports: have connect() return parseDeliveryReport (src/connector.ts).',
  );
  return parseDeliveryReport(request);
}

/** Replaces the first letter or digit, also for a reader that ignores case. */
function altered(value: string): string {
  return value.replace(/[a-z0-9]/i, (character) => (/a/i.test(character) ? 'b' : 'a'));
}

/** A request that is still readable, about another message. Reports by GET are in the query. */
function ofAnotherMessage(
  request: WebhookRequest,
  [report]: readonly DeliveryReport[],
): WebhookRequest {
  if (report === undefined) return { ...request, body: altered(request.body) };
  const { messageId } = report;
  const rename = (text: string): string => text.replaceAll(messageId, altered(messageId));
  const forged = { ...request, body: rename(request.body), url: rename(request.url) };
  assert.notDeepEqual(
    forged,
    request,
    `Neither the body nor the URL contains the message id ${messageId} of the report.`,
  );
  return forged;
}

interface Members {
  [name: string]: unknown;
}

/** Changes one place of a request's proof, or removes it. */
function changed(
  request: WebhookRequest,
  place: string,
  change: (value: string) => string | undefined,
): WebhookRequest {
  const newValue = (value: string | null | undefined): string | undefined => {
    assert.ok(
      value,
      `The request has no ${place}, which \`proof\` names. If something else proves this request, give it its own \`proof\` in \`deliveryReports.webhooks\`.`,
    );
    return change(value);
  };
  if (place.startsWith('$.')) {
    const [last = '', ...outer] = place.slice(2).split('.').toReversed();
    const root = JSON.parse(request.body) as Members;
    const holder = outer
      .toReversed()
      .reduce((members, name) => Object(members[name]) as Members, root);
    holder[last] = newValue(holder[last] as string | undefined);
    return { ...request, body: JSON.stringify(root) };
  }
  if (!place.startsWith('?')) {
    const value = newValue(request.headers[place]);
    return { ...request, headers: { ...request.headers, [place]: value } };
  }
  const name = place.slice(1);
  const url = new URL(request.url);
  const value = newValue(url.searchParams.get(name));
  if (value === undefined) url.searchParams.delete(name);
  else url.searchParams.set(name, value);
  return { ...request, url: url.href };
}
