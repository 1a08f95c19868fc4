import assert from 'node:assert/strict';
import { recipientAt } from './canaries.ts';
import type { KitRunner } from './kit-runner.ts';
import { sendAccepted } from './send.ts';
import { receivedContent, renderedContent, type Subject } from './subject.ts';

/** Simultaneous sends do not mix. */
export function concurrencyGroup({ test }: KitRunner, subject: Subject): void {
  test('fifty simultaneous sends each reach their own recipient', async ({ open }) => {
    await using stage = await open();
    const content = subject.sendsTexts ? '{{code}}' : undefined;
    const template = subject.templateFor('SignIn', content);
    const connector = stage.connect({ templates: [template] });
    const wanted = Array.from({ length: 50 }, (_, index) => ({
      to: recipientAt(index),
      payload: { ...subject.payload, code: String(100_000 + index) },
    }));
    const receipts = await Promise.all(
      wanted.map((message) => sendAccepted(subject, connector, message)),
    );
    const received = new Map((await stage.received()).map((message) => [message.to, message]));
    assert.deepEqual(
      wanted.map(({ to }) => {
        const message = received.get(to);
        return message && receivedContent(message, template);
      }),
      wanted.map(({ payload }) => renderedContent(template, payload)),
      'Keep nothing of a message outside its own request().',
    );
    if (subject.capabilities.messageIds !== undefined) return;
    assert.deepEqual(
      receipts.map(({ messageId }) => messageId),
      wanted.map(({ to }) => received.get(to)?.messageId),
      'A receipt has the id of another message.',
    );
  });
}
