import assert from 'node:assert/strict';
import { usageTypes } from '../../usage-types/usage-types.ts';
import { expectConnectorError } from '../expect-connector-error.ts';
import { send, sendAccepted, type Subject, type TestRunner } from './subject.ts';

/** The text that goes out is the template with its placeholders filled in, or nothing goes out. */
export function templatesGroup({ test }: TestRunner, { open }: Subject): void {
  test('fills the placeholders in', async () => {
    await using stage = await open();
    const payload = { code: '$&{{code}}', user: { name: 'Zoe' } };
    await sendAccepted(stage.connect('{{ user.name }}: {{code}}'), { payload });
    const [received] = await stage.received();
    assert.equal(received?.text, 'Zoe: $&{{code}}', 'Send RenderedMessage.text, not the template.');
  });

  test('serves every usage type', async () => {
    await using stage = await open();
    const connector = stage.connect('{{code}}');
    for (const usageType of usageTypes)
      await sendAccepted(connector, { usageType, payload: { code: usageType } });
    const received = await stage.received();
    assert.deepEqual(
      received.map(({ text }) => text),
      usageTypes,
      'Every usage type goes out with its own payload.',
    );
  });

  test('sends nothing where a value is missing', async () => {
    await using stage = await open();
    const error = await expectConnectorError(send(stage.connect('{{code}}'), { payload: {} }));
    assert.equal(error.code, 'invalid_message');
    assert.equal(stage.emulator?.requests.length ?? 0, 0, 'Refused before the network is used.');
  });
}
