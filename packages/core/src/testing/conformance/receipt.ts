import assert from 'node:assert/strict';
import { messageCanaries } from './canaries.ts';
import type { KitRunner } from './kit-runner.ts';
import { sendAccepted } from './send.ts';
import type { Subject } from './subject.ts';

/** The receipt has the provider's facts, and nothing personal. */
export function receiptGroup({ test }: KitRunner, subject: Subject): void {
  const { connector, capabilities, sendsTexts } = subject;
  const { messageIds } = capabilities;

  if (messageIds === undefined) {
    test('has the id that the provider gave the message', async ({ open }) => {
      await using stage = await open();
      const receipt = await sendAccepted(subject, stage.connect());
      const [received] = await stage.received();
      assert.equal(
        receipt.messageId,
        received?.messageId,
        'messageId must be the provider’s own id: delivery reports name it. If the provider gives none, set capabilities.messageIds.',
      );
    });
  } else {
    test('has an id of its own for each message, and says where it is from', async ({ open }) => {
      await using stage = await open();
      const instance = stage.connect();
      const receipts = [
        await sendAccepted(subject, instance),
        await sendAccepted(subject, instance),
      ];
      const ids = receipts.map(({ messageId }) => messageId);
      assert.equal(new Set(ids).size, 2, 'Two messages have the same messageId.');
      for (const { messageIdSource } of receipts) {
        assert.equal(
          messageIdSource,
          messageIds,
          'messageIdSource must say what capabilities.messageIds does.',
        );
      }
      if (messageIds === 'local') return;
      const received = await stage.received();
      assert.deepEqual(
        received.map(({ reference }) => reference),
        ids,
        'capabilities.messageIds is reference: send an id made in request(), return it as messageId from classify(), and have the emulator record it as reference.',
      );
    });
  }

  test('has the provider’s status and id, and the measure of a text', async ({ open }) => {
    await using stage = await open();
    const { status, encoding, segments, provider } = await sendAccepted(subject, stage.connect());
    assert.match(status, /\S/, 'status must be the provider’s own word; it must not be empty.');
    assert.deepEqual(
      { encoding, segments, id: provider.id },
      {
        encoding: sendsTexts ? 'GSM-7' : undefined,
        segments: sendsTexts ? 1 : undefined,
        id: connector.manifest.id,
      },
    );
  });

  test('is safe to log', async ({ open }) => {
    await using stage = await open();
    const logged = JSON.stringify(
      await sendAccepted(subject, stage.connect({ failsIfLeftOut: true }), subject.members),
    );
    for (const canary of messageCanaries) {
      assert.ok(
        !logged.includes(canary),
        'The receipt contains the recipient, the code or the text.',
      );
    }
  });
}
