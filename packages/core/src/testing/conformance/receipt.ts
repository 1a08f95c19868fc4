import assert from 'node:assert/strict';
import { canaries, sendAccepted, type Subject, type TestRunner } from './subject.ts';

/** The receipt is what the provider said, and holds nothing personal. */
export function receiptGroup({ test }: TestRunner, { connector, open }: Subject): void {
  test('has the id that the provider gave the message', async () => {
    await using stage = await open();
    const receipt = await sendAccepted(stage.connect());
    const [received] = await stage.received();
    assert.equal(
      receipt.messageId,
      received?.messageId,
      'messageId is the provider’s own id: delivery reports are found by it.',
    );
  });

  test('says how the text travels, and who took it', async () => {
    await using stage = await open();
    const { status, encoding, segments, provider } = await sendAccepted(stage.connect());
    assert.match(status, /\S/, 'status is the provider’s own word; it must not be empty.');
    assert.deepEqual(
      { encoding, segments, id: provider.id },
      {
        encoding: 'GSM-7',
        segments: 1,
        id: connector.manifest.id,
      },
    );
  });

  test('is safe to log', async () => {
    await using stage = await open();
    const logged = JSON.stringify(await sendAccepted(stage.connect()));
    for (const canary of [canaries.to.slice(1), canaries.code, canaries.text]) {
      assert.ok(
        !logged.includes(canary),
        'The receipt repeats the recipient, the code or the text.',
      );
    }
  });
}
