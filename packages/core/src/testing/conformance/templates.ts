import assert from 'node:assert/strict';
import { usageTypes } from '../../usage-types/usage-types.ts';
import { expectConnectorError } from '../expect-connector-error.ts';
import { recipientAt } from './canaries.ts';
import type { KitRunner } from './kit-runner.ts';
import { send, sendAccepted } from './send.ts';
import { receivedContent, renderedContent, type Subject } from './subject.ts';

/** What is sent is the template with its placeholders filled in; otherwise nothing is sent. */
export function templatesGroup({ test }: KitRunner, subject: Subject): void {
  const textFor = (usageType: string): string | undefined =>
    subject.sendsTexts ? `${usageType} {{code}}` : undefined;

  if (subject.sendsTexts) {
    test('fills in the placeholders', async ({ open }) => {
      await using stage = await open();
      const payload = { code: '$&{{code}}', user: { name: 'Zoe' } };
      await sendAccepted(subject, stage.connect({ content: '{{ user.name }}: {{code}}' }), {
        payload,
      });
      const [received] = await stage.received();
      assert.equal(
        received?.text,
        'Zoe: $&{{code}}',
        'Send RenderedMessage.text, not the template.',
      );
    });
  }

  test('delivers every usage type with its own payload', async ({ open }) => {
    await using stage = await open();
    const messages = usageTypes.map((usageType, index) => ({
      to: recipientAt(index),
      usageType,
      template: subject.templateFor(usageType, textFor(usageType)),
      payload: { ...subject.payload, code: String(100_000 + index) },
    }));
    const connector = stage.connect({ templates: messages.map(({ template }) => template) });
    for (const { to, usageType, payload } of messages) {
      await sendAccepted(subject, connector, { to, usageType, payload });
    }
    const received = await stage.received();
    assert.equal(received.length, messages.length, 'Every usage type must arrive.');
    assert.deepEqual(
      messages.map(({ template }, index) => receivedContent(received[index] ?? {}, template)),
      messages.map(({ template, payload }) => renderedContent(template, payload)),
      'Every usage type must be sent with its own template and its own payload.',
    );
  });

  test('sends nothing if a value is missing', async ({ open }) => {
    await using stage = await open();
    const error = await expectConnectorError(send(subject, stage.connect(), { payload: {} }));
    assert.equal(error.code, 'invalid_message');
    assert.equal(await stage.attempts(), 0, 'A message without a value must not be sent.');
  });
}
