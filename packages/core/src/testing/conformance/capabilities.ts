import assert from 'node:assert/strict';
import type { Receipt } from '../../contract.ts';
import { measureText } from '../../text/measure-text.ts';
import { expectConnectorError } from '../expect-connector-error.ts';
import { canaries } from './canaries.ts';
import type { ReceivedMessage } from './conformance-options.ts';
import type { KitRunner } from './kit-runner.ts';
import { send, sendAccepted } from './send.ts';
import type { Subject, TestContext } from './subject.ts';

/** The manifest is true. */
export function capabilitiesGroup({ test }: KitRunner, subject: Subject): void {
  const { connector, capabilities } = subject;
  const { id, name, description, docsUrl, country } = connector.manifest;
  const { maxCharacters, maxSegments, validitySeconds } = capabilities;

  test('the manifest is complete', async () => {
    assert.match(id, /^[a-z][a-z0-9-]*$/, 'id: lower-case letters, digits and hyphens.');
    assert.match(name, /\S/, 'name: as the provider writes it.');
    assert.match(description, /^[A-Z].*\.$/, 'description: one sentence with a full stop.');
    assert.ok(
      URL.parse(docsUrl)?.protocol === 'https:',
      'docsUrl: the provider’s page on its API.',
    );
    assert.ok(
      country === undefined || isCountry(country),
      'country: the ISO 3166-1 code of a country.',
    );
    assert.ok(capabilities.senders.length > 0, 'senders: at least one kind.');
  });

  if (subject.sendsTexts) {
    test('a text of maxCharacters is sent, and no longer one', async (context) => {
      const longest = 'x'.repeat(maxCharacters);
      assert.ok(
        measureText(longest).segments <= (maxSegments ?? Infinity),
        'maxCharacters is more than maxSegments allows.',
      );
      await longestText(context, subject, longest, `${longest}x`, 'characters');
    });
  }

  if (subject.sendsTexts && maxSegments !== undefined) {
    test('a text of maxSegments is sent, and no longer one', async (context) => {
      const longest = 'я'.repeat(maxSegments === 1 ? 70 : 67 * maxSegments);
      assert.ok(
        longest.length < maxCharacters,
        'maxSegments limits nothing that maxCharacters does not: leave it out.',
      );
      await longestText(context, subject, longest, `${longest}я`, 'segments');
    });
  }

  test('members that the manifest lacks are reported as ignored', async (context) => {
    const { receipt } = await sendMembers(context, subject);
    const ignored = [
      ...(validitySeconds === undefined ? ['expiresAt'] : []),
      ...(capabilities.requester === true ? [] : ['requester']),
      ...(capabilities.reference === undefined ? ['reference'] : []),
    ];
    assert.deepEqual(
      receipt.ignored ?? [],
      ignored,
      'The receipt must list the members that the provider cannot honour.',
    );
  });

  test('the lines of autofill arrive, unless the provider writes the text', async ({ open }) => {
    await using stage = await open();
    const sms = stage.connect();
    const message = { autofill: canaries.autofill };
    const receipt = await sendAccepted(subject, sms, message);
    const [received] = await stage.received();
    if (subject.sendsTexts) {
      const text = `${canaries.text}\n\nFA+9qCX9VSu\n@example.com #${canaries.code}`;
      assert.equal(received?.text, text, 'The last lines must arrive byte for byte.');
      assert.equal(receipt.segments, measureText(text).segments);
    } else {
      assert.deepEqual(receipt.ignored, ['autofill']);
    }
  });

  test('expiresAt arrives in seconds, if the manifest says so', async (context) => {
    const { received, seconds } = await sendMembers(context, subject);
    const why =
      'Send RenderedMessage.validitySeconds in the provider’s unit, and have the emulator record it as validitySeconds; or leave validitySeconds out of the manifest.';
    const { validitySeconds: arrived } = received;
    assert.ok(
      validitySeconds === undefined
        ? arrived === undefined
        : arrived === seconds || arrived === seconds - 1,
      why,
    );
  });

  test('a message without expiresAt has no validity', async ({ open }) => {
    await using stage = await open();
    await sendAccepted(subject, stage.connect());
    const [received] = await stage.received();
    assert.ok(received !== undefined, 'No message arrived.');
    assert.ok(
      received.validitySeconds === undefined,
      'Without expiresAt, the provider’s own default applies: send no validity.',
    );
  });

  // Otherwise the reference is an id that the connector makes; the receipt's group tests that.
  if (capabilities.reference !== undefined || capabilities.messageIds !== 'reference') {
    test('reference arrives, if the manifest says so', async (context) => {
      const { received } = await sendMembers(context, subject);
      assert.ok(
        received.reference ===
          (capabilities.reference === undefined ? undefined : subject.members.reference),
        'Send RenderedMessage.reference, and have the emulator record it as reference; or leave reference out of the manifest.',
      );
    });
  }

  test('requester arrives, if the manifest says so', async (context) => {
    const { received } = await sendMembers(context, subject);
    const arrived = Object.entries(received.requester ?? {}).filter(
      ([, value]) => value !== undefined,
    );
    const own: Readonly<Record<string, string>> = canaries.requester;
    assert.ok(
      capabilities.requester === true
        ? arrived.length > 0 && arrived.every(([member, value]) => own[member] === value)
        : arrived.length === 0,
      'Send RenderedMessage.requester, and have the emulator record it as requester; or leave requester out of the manifest.',
    );
  });

  test('delivery reports and conversions are declared if they are supported', async ({ make }) => {
    const { parseDeliveryReport, reportConversion } = make();
    assert.ok(
      (parseDeliveryReport !== undefined) === (capabilities.deliveryReports !== undefined),
      'capabilities.deliveryReports and parseDeliveryReport come together; the config of the tests must have what verifies reports.',
    );
    assert.ok(
      (reportConversion !== undefined) === subject.takesConversions,
      'capabilities.conversions and reportConversion come together; the config of the tests must enable it.',
    );
  });
}

async function longestText(
  { open }: TestContext,
  subject: Subject,
  longest: string,
  tooLong: string,
  unit: string,
): Promise<void> {
  await using stage = await open();
  const withoutCode = { payload: {} };
  await sendAccepted(subject, stage.connect({ content: longest }), withoutCode);
  const error = await expectConnectorError(
    send(subject, stage.connect({ content: tooLong }), withoutCode),
  );
  assert.equal(error.code, 'content_rejected');
  const received = await stage.received();
  assert.deepEqual(
    received.map(({ text }) => text?.length),
    [longest.length],
    `The provider must accept as many ${unit} as the manifest says.`,
  );
}

/** Sends a message with every optional member. */
async function sendMembers(
  { open }: TestContext,
  subject: Subject,
): Promise<{
  readonly receipt: Receipt;
  readonly received: ReceivedMessage;
  readonly seconds: number;
}> {
  const { members } = subject;
  const { min = 300, max = 300 } = subject.capabilities.validitySeconds ?? {};
  const seconds = Math.min(max, Math.max(min, 300));
  await using stage = await open();
  const receipt = await sendAccepted(subject, stage.connect(), {
    expiresAt: new Date(Date.now() + seconds * 1000 + 500),
    ...members,
  });
  const [received] = await stage.received();
  assert.ok(received !== undefined, 'No message arrived.');
  return { receipt, received, seconds };
}

function isCountry(code: string): boolean {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  return /^[A-Z]{2}$/.test(code) && names.of(code) !== undefined;
}
