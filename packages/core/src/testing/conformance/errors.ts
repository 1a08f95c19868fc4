import assert from 'node:assert/strict';
import { expectConnectorError } from '../expect-connector-error.ts';
import { send, type Subject, type TestRunner } from './subject.ts';

// How often a send asks is for the attempts' group to say; here each asking gets the same answer.
const wholeSend = 10;

/** The provider's documented refusals mean what its documentation says. */
export function errorsGroup({ test }: TestRunner, { connector, options, open }: Subject): void {
  test('has documented answers to test with', async () => {
    assert.ok(
      options.answers.length > 0,
      'Give `answers` in test/connector.test.ts: one real answer for each form in which the provider refuses, from its documentation.',
    );
  });

  for (const { name, answer, means } of options.answers) {
    test(`reads ${name} as ${means.code}, ${means.outcome}`, async () => {
      await using stage = await open();
      stage.emulator?.fail({ kind: 'answer', answer }, wholeSend);
      const error = await expectConnectorError(send(stage.connect()));
      assert.deepEqual(
        { code: error.code, outcome: error.outcome },
        { code: means.code, outcome: means.outcome },
        'classify() (src/connector.ts) must read the provider’s own words, and src/errors.ts say what they mean.',
      );
      assert.equal(error.provider.id, connector.manifest.id);
      assert.equal(error.provider.httpStatus, answer.status);
      if (means.providerCode !== undefined) {
        assert.equal(
          error.provider.code,
          means.providerCode,
          'provider.code is the provider’s own.',
        );
      }
    });
  }

  test('reads the provider’s rate limit as one', async () => {
    await using stage = await open();
    stage.emulator?.fail({ kind: 'rate-limit', retryAfter: '7' }, wholeSend);
    const error = await expectConnectorError(send(stage.connect()));
    assert.equal(error.code, 'rate_limited');
    assert.equal(error.outcome, 'rejected');
    assert.equal(error.retryable, true);
  });
}
