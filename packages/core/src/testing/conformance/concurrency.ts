import assert from 'node:assert/strict';
import { sendAccepted, type Subject, type TestRunner } from './subject.ts';

/** Sends that overlap do not mix. */
export function concurrencyGroup({ test }: TestRunner, { open }: Subject): void {
  test('fifty sends at once each reach their own recipient', async () => {
    await using stage = await open();
    const connector = stage.connect('{{code}}');
    const wanted = Array.from({ length: 50 }, (_, index) => {
      const digits = String(index).padStart(2, '0');
      return { to: `+336123456${digits}`, text: `code ${digits}` };
    });
    const receipts = await Promise.all(
      wanted.map(({ to, text }) => sendAccepted(connector, { to, payload: { code: text } })),
    );
    const received = new Map((await stage.received()).map((one) => [one.messageId, one]));
    const got = receipts.map(({ messageId }) => {
      const { to, text } = received.get(messageId) ?? {};
      return { to, text };
    });
    assert.deepEqual(got, wanted, 'Keep nothing of a message outside its own request().');
  });
}
