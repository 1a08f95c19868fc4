import assert from 'node:assert/strict';
import { expectConnectorError } from '../expect-connector-error.ts';
import { send, sendAccepted, type Subject, type TestRunner } from './subject.ts';

/** The manifest is true. */
export function capabilitiesGroup({ test }: TestRunner, { connector, make, open }: Subject): void {
  const { id, name, description, docsUrl, capabilities } = connector.manifest;

  test('the manifest is complete', async () => {
    assert.match(id, /^[a-z][a-z0-9-]*$/, 'id: small letters, digits and dashes.');
    assert.match(name, /\S/, 'name: as the provider writes it.');
    assert.match(description, /^[A-Z].*\.$/, 'description: one sentence with a full stop.');
    assert.ok(
      URL.parse(docsUrl)?.protocol === 'https:',
      'docsUrl: the provider’s page on its API.',
    );
    assert.ok(capabilities.senders.length > 0, 'senders: at least one kind.');
  });

  test('a text of maxCharacters goes out, and no longer one', async () => {
    await using stage = await open();
    const longest = 'x'.repeat(capabilities.maxCharacters);
    await sendAccepted(stage.connect(longest));
    const error = await expectConnectorError(send(stage.connect(`${longest}x`)));
    assert.equal(error.code, 'content_rejected');
    const received = await stage.received();
    assert.deepEqual(
      received.map(({ text }) => text.length),
      [longest.length],
      'The provider must take as many characters as the manifest says.',
    );
  });

  test('expiresAt reaches the provider where the manifest says so', async () => {
    await using stage = await open();
    const expiresAt = new Date(Date.now() + 300_000);
    await sendAccepted(stage.connect());
    await sendAccepted(stage.connect(), { expiresAt });
    const [without, with300] = stage.emulator?.requests.map(({ body }) => body.length) ?? [];
    if (without === undefined || with300 === undefined) return;
    assert.equal(
      with300 > without,
      capabilities.validitySeconds !== undefined,
      'Send RenderedMessage.validitySeconds, or leave validitySeconds out of the manifest.',
    );
  });

  test('delivery reports are declared where they are read', async () => {
    assert.equal(
      make().parseDeliveryReport !== undefined,
      capabilities.deliveryReports !== undefined,
      'capabilities.deliveryReports and parseDeliveryReport come together.',
    );
  });
}
