import assert from 'node:assert/strict';
import type { Http } from '../../http/port.ts';
import { expectConnectorError } from '../expect-connector-error.ts';
import { canaries, send, sendAccepted, type Subject, type TestRunner } from './subject.ts';

// No placeholders: whether they are filled in is for the templates' group to say.
const texts = {
  'plain text': 'Your account is ready.',
  'signs that encodings know': 'a&b=c+d%20e #f?g/h "i" <j> \\k',
  'accents of GSM-7 and of others': 'Conexão à café: ñandú, œuvre, Ελλάδα',
  'emoji and other astral characters': 'Ready 🔑 👍🏽 𝒞',
  'more than one line': 'First\nSecond',
};

/** The message arrives: at the address given, to this number, with this text. */
export function requestGroup({ test }: TestRunner, { connector, make, open }: Subject): void {
  for (const [name, text] of Object.entries(texts)) {
    test(`delivers ${name} as it is`, async () => {
      await using stage = await open();
      await sendAccepted(stage.connect(text));
      const received = await stage.received();
      assert.deepEqual(
        received.map((message) => message.text),
        [text],
        'The provider must receive RenderedMessage.text, whole and once, at options.baseUrl.',
      );
    });
  }

  test('writes the recipient as the provider wants it', async () => {
    await using stage = await open();
    await sendAccepted(stage.connect(), { to: '+33 6 (98) 76-54.01' });
    const received = await stage.received();
    assert.equal(received[0]?.to, canaries.to, 'The provider must receive the normalised number.');
    const digits = canaries.to.slice(1);
    const raw = stage.emulator?.requests[0];
    if (raw === undefined) return;
    const wire = decodeURIComponent(`${raw.body} ${raw.query.toString()}`.replaceAll('+', '%2B'));
    const { numberFormat } = connector.manifest.capabilities;
    assert.equal(
      wire.includes(`+${digits}`),
      numberFormat === 'e164',
      `The manifest says numberFormat ${numberFormat}; the request has the number otherwise.`,
    );
  });

  if (connector.manifest.capabilities.inProcess === true) return;
  test('goes to the provider’s own address, encrypted', async () => {
    const addresses: string[] = [];
    const http: Http = async ({ url }) => {
      addresses.push(url);
      return { failure: 'network', sent: false };
    };
    await expectConnectorError(send(make(undefined, { http })));
    const [address = ''] = addresses;
    assert.ok(
      URL.parse(address)?.protocol === 'https:' &&
        !URL.parse(address)?.hostname.endsWith('.invalid'),
      'baseUrl (src/connector.ts) must be the https: address of the provider’s API.',
    );
  });
}
