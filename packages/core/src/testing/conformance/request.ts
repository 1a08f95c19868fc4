import assert from 'node:assert/strict';
import type { Http } from '../../http/port.ts';
import { expectConnectorError } from '../expect-connector-error.ts';
import { canaries } from './canaries.ts';
import type { KitRunner } from './kit-runner.ts';
import { send, sendAccepted } from './send.ts';
import type { Subject } from './subject.ts';

// No placeholders: the group of the templates tests those.
const texts = {
  'plain text': 'Your account is ready.',
  'characters with a meaning in URLs, JSON and XML': 'a&b=c+d%20e #f?g/h "i" <j> \\k',
  'accents inside and outside GSM-7': 'Conexão à café: ñandú, œuvre, Ελλάδα',
  'emoji and other characters of two code units': 'Ready 🔑 👍🏽 𝒞',
  'several lines': 'First\nSecond',
};

/** The message arrives: at the right address, for the right number, with the right text. */
export function requestGroup({ test }: KitRunner, subject: Subject): void {
  const { numberFormat } = subject.capabilities;

  for (const [name, text] of subject.sendsTexts ? Object.entries(texts) : []) {
    test(`delivers ${name} unchanged`, async ({ open }) => {
      await using stage = await open();
      await sendAccepted(subject, stage.connect({ content: text }), { payload: {} });
      const received = await stage.received();
      assert.deepEqual(
        received.map((message) => message.text),
        [text],
        'The provider must receive RenderedMessage.text, complete and once, at the base URL that connect() receives.',
      );
    });
  }

  if (subject.sendsTexts) {
    test('delivers half of an emoji as U+FFFD', async ({ open }) => {
      await using stage = await open();
      const payload = { code: `Zoe ${'👋'.slice(0, 1)} ${canaries.code}` };
      await sendAccepted(subject, stage.connect({ content: '{{code}}' }), { payload });
      const received = await stage.received();
      assert.deepEqual(
        received.map((message) => message.text),
        [`Zoe \uFFFD ${canaries.code}`],
        'The provider must receive RenderedMessage.text, in which core has replaced lone surrogates.',
      );
    });
  }

  test('delivers to the recipient in E.164', async ({ open }) => {
    await using stage = await open();
    await sendAccepted(subject, stage.connect(), { to: '+33 6 (98) 76-54.01' });
    const received = await stage.received();
    assert.deepEqual(
      received.map(({ to }) => to),
      [canaries.to],
      'The provider must receive RenderedMessage.to, and the emulator record it in E.164.',
    );
  });

  if (!subject.usesNetwork) return;
  test('writes the number in the format of the manifest', async ({ openEmulator }) => {
    await using stage = await openEmulator();
    await sendAccepted(subject, stage.connect());
    const [request] = stage.messageRequests();
    assert.ok(request !== undefined, 'The emulator received no message request.');
    const sent = decodeURIComponent(
      `${request.body} ${request.path} ${request.query.toString()}`
        .replaceAll('+', '%2B')
        .replaceAll(/%(?![0-9a-f]{2})/gi, '%25'),
    );
    const digits = canaries.to.slice(1);
    assert.ok(sent.includes(digits), 'The message request does not contain the number.');
    assert.ok(
      sent.includes(`+${digits}`) === (numberFormat === 'e164'),
      `The manifest says numberFormat ${numberFormat}, but the request has the number in the other format.`,
    );
  });

  test('goes to the provider’s own URL, encrypted', async ({ make }) => {
    const urls: string[] = [];
    const http: Http = async ({ url }) => {
      urls.push(url);
      return { failure: 'network', sent: false };
    };
    await expectConnectorError(send(subject, make({ http })));
    assert.ok(urls.length > 0, 'The connector made no request through the HTTP port.');
    for (const url of urls) {
      const { protocol, hostname = '' } = URL.parse(url) ?? {};
      assert.ok(
        protocol === 'https:' && !hostname.endsWith('.invalid'),
        'baseUrl (src/connector.ts) must be the https: URL of the provider’s API.',
      );
    }
  });
}
